"""The field for a file. What is in the file is checked by the room that stores it, not here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from goldenthread.design.format import file_size, in_words
from goldenthread.design.forms.base import PageField

TEN_MEGABYTES = 10_000_000


class FileField(PageField):
    """One file. ``endings`` are those allowed, without dots (all, when empty). Cleans to UploadedFile or None."""

    component = "file-upload"
    ask = "Choose"

    def __init__(
        self, label: str, *, endings: tuple[str, ...] = (), most_bytes: int = TEN_MEGABYTES, **options: Any
    ) -> None:
        super().__init__(label, **{"widget": forms.FileInput, **options})
        self.endings = tuple(ending.lower() for ending in endings)
        self.most_bytes = most_bytes

    def clean(self, value: Any) -> Any:
        if not isinstance(value, UploadedFile):
            if self.required:
                raise forms.ValidationError(self.required_message, code="required")
            return None
        return self.checked(value)

    def checked(self, value: UploadedFile[Any]) -> UploadedFile[Any]:
        """A file whose ending and size are allowed. Errors: ValidationError."""
        ending = (value.name or "").rpartition(".")[2].lower()
        if self.endings and ending not in self.endings:
            raise self.fail(f"must be a {in_words((e.upper() for e in self.endings), 'or')} file", "ending")
        if not value.size:
            raise self.fail("is an empty file: choose another", "empty")
        if value.size > self.most_bytes:
            raise self.fail(f"must be smaller than {file_size(self.most_bytes)}: it is {file_size(value.size)}", "size")
        return value

    def params(self, bound: BoundField) -> dict[str, Any]:
        options = self.shared_params(bound) | {"label": self.label_params()}
        if self.endings:
            options["attributes"] = {"accept": ",".join(f".{ending}" for ending in self.endings)}
        return options


class SeveralFilesInput(forms.FileInput):
    """Reads every file that was chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else [files[name]] if name in files else []


class FilesField(FileField):
    """Several files, chosen at once or dropped. Cleans to a list of UploadedFile; what is wrong with one is said with its name."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, **{"widget": SeveralFilesInput, **options})

    def clean(self, value: Any) -> list[UploadedFile[Any]]:
        files = [file for file in value or [] if isinstance(file, UploadedFile)]
        if not files and self.required:
            raise forms.ValidationError(self.required_message, code="required")
        problems = []
        for file in files:
            try:
                self.checked(file)
            except forms.ValidationError as problem:
                problems.append(forms.ValidationError(f"{file.name}: {' '.join(problem.messages)}"))
        if problems:
            raise forms.ValidationError(problems)
        return files

    def params(self, bound: BoundField) -> dict[str, Any]:
        options = super().params(bound)
        options["attributes"] = {**options.get("attributes", {}), "multiple": True}
        # A browser's own file input takes dropped files too, with script and without: it is only made large enough to hit.
        return options | {"multiple": True, "classes": "gt-dropped-files"}
