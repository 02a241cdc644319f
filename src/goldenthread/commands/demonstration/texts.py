"""The words of the fictional casework: written for this demonstration, about nobody."""

from __future__ import annotations

from dataclasses import dataclass

FROM: dict[str, tuple[str, ...]] = {
    # words in what was learned → words in the titles of the sources it is said to come from; made up
    "adverse childhood": ("young baby", "teenager"), "unsafe sleep": ("young baby", "infant siblings"), "fabricated": ("near miss",), "drugs": ("young baby", "infant siblings"),
    "curiosity": ("infant siblings", "teenager", "private fostering"), "trusting": ("teenager",), "neglect toolkit": ("infant siblings", "young babies during"), "child's voice": ("teenager", "private fostering"),
    "lay persons": ("infant siblings",), "information sharing": ("young babies during", "private fostering", "young baby"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One fictional action, as the demonstration tells its story. `due` is days from the day it stands at."""

    group: str
    agency: str
    owner: str
    text: str
    measure: str
    due: int
    state: str
    themes: tuple[str, ...] = ()
    brag: str = "unset"
    said: str = ""
    key: str = ""
    with_: tuple[str, ...] = ()
    shared: bool = False


SLEEP, GP, NEGLECT, FII = ("safer sleep", "babies and infants"), ("GP involvement", "information sharing"), ("neglect",), ("fabricated or induced illness",)
CE, DATA, CDR, SUICIDE, VOICE = ("child exploitation",), ("performance data",), ("child death review",), ("suicide",), ("child’s voice",)

ACTIONS: tuple[Draft, ...] = (
    Draft("csprg", "Public Health", "imogen.hart", "Write and adopt one safer sleep standard for every service that visits families", "Every service signs the standard; sample of 40 records after six months", -160, "assured", SLEEP, "blue", "All services have signed.", "standard", ("Health visiting", "Early years"), True),
    Draft("csprg", "Public Health", "imogen.hart", "Agree a pathway that says who does what when a suicide cluster is possible", "Pathway tested in one table-top exercise", -140, "assured", SUICIDE, "blue", "Exercise held; two gaps closed.", "pathway", (), True),
    Draft("csprg", "Wakefield Council", "helen.marlowe", "Change the rapid review template so that it asks for good practice and areas for development", "Used in every rapid review from January; Panel’s replies read for comment", -95, "assured", ("rapid review",), "blue", "Used in three reviews.", "template", (), True),
    Draft("csprg", "Wakefield Council", "priya.nair", "Keep one action log over all open reviews and bring it to every meeting", "Log at each meeting; no action without an owner", -60, "delivered", ("action oversight",), "blue", "The log has been at two meetings.", "log"),
    Draft("csprg", "Wakefield Council", "priya.nair", "Publish a form by which any agency can refer an incident below the statutory criteria", "Referrals counted each quarter; referrer told the outcome within ten working days", -70, "delivered", ("near miss",), "blue", "Form published; two referrals so far.", "referral"),
    Draft("csprg", "Hospital trust", "daniel.okafor", "Hold a masterclass on safeguarding babies and infants for 60 practitioners", "60 attend; knowledge asked before and after", 35, "accepted", SLEEP, "green", "Date fixed, three speakers confirmed.", "masterclass", ("Health visiting",), True),
    Draft("csprg", "Hospital trust", "daniel.okafor", "Train 80 practitioners to recognise fabricated or induced illness", "80 attend; ten case discussions sampled after three months", 50, "accepted", FII, "amber", "Trainer found, venue not yet.", "fii_training", ("CCG", "Schools"), True),
    Draft("csprg", "CCG", "ruth.penhale", "Ask every GP practice to name a lead who answers invitations to multi-agency meetings", "38 of 38 practices name a lead", -21, "accepted", GP, "green", "29 of 38 practices have answered.", "gp_invite"),
    Draft("csprg", "CCG", "ruth.penhale", "Write to all GP practices about being invited to child protection conferences", "All practices written to", -10, "agreed", GP, key="gp_merge"),
    Draft("csprg", "Police", "marcus.vale", "Check that officers pass on what neighbours and relatives report, by sampling 25 logs", "25 logs sampled; share passed on within a day", -14, "accepted", ("information sharing",), "amber", "Twelve logs read.", shared=True),
    Draft("csprg", "Health visiting", "grace.whitlock", "Ask about where the baby sleeps at every visit in the first six months, and record it", "Sample of 30 records: share with sleep recorded", 6, "accepted", SLEEP, "green", "Started on 1 March in all teams.", with_=("Early years",)),
    Draft("csprg", "Health visiting", "grace.whitlock", "Give every new parent the safer sleep leaflet in their first language", "Leaflet in six languages; share of new parents who had it", -4, "accepted", SLEEP, "amber", "Four of six languages printed."),
    Draft("csprg", "Substance misuse", "nadia.brook", "Tell the health visitor within two days when a parent of a baby starts treatment", "Sample of 20 cases: days between", 20, "accepted", ("parental substance use",), "green", "Agreed with both teams."),
    Draft("csprg", "Wakefield Council", "helen.marlowe", "Meet each family before its review begins and offer an advocate", "Offer recorded in every review", 14, "agreed", VOICE),
    Draft("csprg", "Schools", "yusuf.rahman", "Ask schools to say how a pupil’s own words reached the assessment", "Sample of 15 assessments", 60, "draft", VOICE),
    Draft("csprg", "CAMHS", "amira.khan", "Offer a same-week conversation to a school after a pupil’s death", "Offers made within five working days", -33, "reported", SUICIDE, "blue", "Offered in both cases this year."),
    Draft("csprg", "Wakefield Council", "tom.ashdown", "Make the learning of each review SMART before it is agreed", "Share of actions with a measure and a date", 25, "accepted", ("action oversight",), "green", "Checklist in use since February."),
    Draft("csprg", "Housing", "oliver.stead", "Check the sleeping space when a family with a baby moves into temporary housing", "All moves since March: share checked", 40, "agreed", SLEEP),
    Draft("learning_development", "Hospital trust", "daniel.okafor", "Build the safe sleep training on the standard and run it each month", "Twelve sessions; knowledge before and after", -45, "assured", SLEEP, "blue", "Four sessions held.", "sleep_training", (), True),
    Draft("learning_development", "Early years", "lucy.farrow", "Put the safe sleep training into every induction of early years staff", "Share of settings that use it", 30, "accepted", SLEEP, "green", "11 of 20 settings so far."),
    Draft("learning_development", "Wakefield Council", "tom.ashdown", "Write One Minute Guides on neglect, intelligence sharing, the continuum of need and missing school", "Four guides published; downloads counted", -80, "delivered", ("guides",), "blue", "All four are published.", "guides", (), True),
    Draft("learning_development", "Voluntary sector", "joe.tranter", "Offer the on-demand courses to volunteers in sports clubs", "40 volunteers by July", 75, "accepted", ("virtual training",), "green", "First 12 signed up."),
    Draft("learning_development", "Wakefield Council", "priya.nair", "End the bought-in e-learning and spend the saving on local courses", "Saving stated in the budget; courses named", -100, "delivered", ("virtual training",), "blue", "Contract ended.", "elearning"),
    Draft("learning_development", "Schools", "yusuf.rahman", "Add trauma informed practice to the designated leads’ network day", "Evaluation on the day and after three months", 12, "accepted", ("trauma informed practice",), "green", "On the programme."),
    Draft("learning_development", "CAMHS", "amira.khan", "Record a podcast on babies’ mental health with two practitioners", "Published; plays counted for three months", -8, "accepted", ("babies and infants",), "red", "Recording put off twice."),
    Draft("learning_development", "Wakefield Council", "tom.ashdown", "Ask 100 practitioners what they changed after training", "100 answers; share who name a change", 45, "agreed", ("virtual training",)),
    Draft("learning_development", "Voluntary sector", "joe.tranter", "Find five trainers from the voluntary sector for the trainer pool", "Five named and observed once", 90, "draft", ("virtual training",)),
    Draft("learning_development", "Wakefield Council", "priya.nair", "Draw up one learning offer from what reviews and audits taught", "Each learning point has a product or a reason", -2, "accepted", ("virtual training",), "amber", "Draft with the group."),
    Draft("learning_development", "Health visiting", "grace.whitlock", "Film a three minute video for parents on safer sleep", "Published; views and comments after a month", 22, "accepted", SLEEP, "green", "Script agreed."),
    Draft("seg", "CCG", "ruth.penhale", "Put one form into use by which GPs give health information to meetings", "Used in 9 of 10 requests by June", -50, "delivered", GP, "blue", "In use since January.", "gp_form", (), True),
    Draft("seg", "CCG", "ruth.penhale", "Move all safeguarding minutes for GPs to secure e-mail", "No minutes by post in a month’s sample", -28, "reported", GP, "blue", "No post in March."),
    Draft("seg", "Wakefield Council", "helen.marlowe", "Use the neglect toolkit in every assessment where neglect is raised", "Audit of 25 assessments before and after", 18, "accepted", NEGLECT, "amber", "Use rose from 9 to 14 of 25."),
    Draft("seg", "Wakefield Council", "tom.ashdown", "Keep an action log of what audits recommend", "Log at every meeting", -16, "accepted", ("action oversight",), "green", "Log made, not yet at a meeting."),
    Draft("seg", "Police", "marcus.vale", "Put police data into the performance report each quarter", "In four reports running", -75, "assured", DATA, "blue", "Third report with police data.", "police_data", (), True),
    Draft("seg", "Wakefield Council", "priya.nair", "Name an owner for each indicator of the performance report", "No indicator without an owner", 10, "accepted", DATA, "green", "18 of 22 have an owner."),
    Draft("seg", "Housing", "oliver.stead", "Teach housing officers what private fostering is and whom to tell", "30 officers; notifications counted", -19, "accepted", ("private fostering",), "red", "Not started: staff shortage."),
    Draft("seg", "Schools", "yusuf.rahman", "Ask every school whether it knows of privately fostered pupils", "All schools answer", 28, "accepted", ("private fostering",), "green", "102 of 141 answered."),
    Draft("seg", "CCG", "ruth.penhale", "Tell the GP of every child who is privately fostered", "All open cases checked", -36, "reported", ("private fostering", "GP involvement"), "blue", "All eleven told."),
    Draft("seg", "Substance misuse", "nadia.brook", "Take part in strategy meetings about babies of parents in treatment", "Share attended each quarter", 33, "agreed", ("babies and infants",)),
    Draft("seg", "Wakefield Council", "tom.ashdown", "Start a working group through which services close gaps in procedures", "Group meets; gaps raised and closed are counted", 48, "draft", ("action oversight",)),
    Draft("seg", "Youth justice", "ben.colley", "Share risk assessments within a day of a child being arrested", "Sample of 20", -6, "accepted", ("information sharing",), "green", "Started in March."),
    Draft("seg", "Hospital trust", "daniel.okafor", "Repeat the audit of babies’ safeguarding after restrictions end", "Same questions, 20 cases, compared", 85, "agreed", ("babies and infants",)),
    Draft("mace", "Police", "marcus.vale", "Agree an action plan with three strategic priorities for exploitation", "Plan agreed; progress read each quarter", -85, "delivered", CE, "blue", "Agreed in January.", "mace_plan"),
    Draft("mace", "Police", "marcus.vale", "Publish a toolkit that helps practitioners share intelligence", "Submissions by agency before and after June", -25, "delivered", ("intelligence sharing",), "blue", "Published in March.", "toolkit", (), True),
    Draft("mace", "Housing", "oliver.stead", "List what housing can lawfully do to disrupt exploitation", "List agreed by the group", -48, "delivered", ("disruption",), "blue", "Agreed.", "disruption"),
    Draft("mace", "CAMHS", "amira.khan", "List what CAMHS can do to disrupt exploitation", "List agreed by the group", -48, "reported", ("disruption",), "blue", "Sent to the group."),
    Draft("mace", "Youth justice", "ben.colley", "Map where two services do the same thing to disrupt exploitation", "Map at the July meeting", 80, "accepted", ("disruption",), "green", "Returns are in from six services."),
    Draft("mace", "Substance misuse", "nadia.brook", "Add two questions on exploitation to the first assessment", "Share of assessments with both answered", -11, "accepted", CE, "amber", "Form changed, staff not told yet."),
    Draft("mace", "Wakefield Council", "tom.ashdown", "Run a campaign in June for more and better intelligence", "Submissions in May, June and July", 70, "accepted", ("intelligence sharing",), "green", "Materials ordered."),
    Draft("mace", "Schools", "yusuf.rahman", "Show every designated lead how to use the intelligence portal", "141 schools; submissions by schools", 55, "agreed", ("intelligence sharing",)),
    Draft("mace", "Police", "marcus.vale", "Write a strategy that gives one view of exploitation in the district", "Agreed by the partners", 110, "draft", CE),
    Draft("mace", "Voluntary sector", "joe.tranter", "Ask young people’s groups where they do not feel safe", "Eight groups; places mapped", 42, "accepted", CE, "green", "Three groups visited.", with_=("Youth justice",)),
    Draft("cdop", "CCG", "ruth.penhale", "Fund a lead nurse for child death who is each family’s key worker", "Post filled; every family offered a key worker", -120, "delivered", CDR, "blue", "In post.", "lead_nurse", (), True),
    Draft("cdop", "Wakefield Council", "tom.ashdown", "Write down, for every open child death, the next missing step and who holds it", "No open death without a next step", -30, "delivered", CDR, "blue", "All 36 are listed.", "backlog"),
    Draft("cdop", "Public Health", "imogen.hart", "Present eleven child deaths to a panel in May", "Eleven presented", 30, "accepted", CDR, "green", "Papers for eight are complete."),
    Draft("cdop", "Hospital trust", "daniel.okafor", "Write a one page protocol of the child death pathway with timescales and leads", "Agreed by both areas; used in the next three deaths", 24, "accepted", CDR, "amber", "Second draft."),
    Draft("cdop", "CCG", "ruth.penhale", "Offer every bereaved family the same package of support", "Share of families with an offer recorded", -5, "accepted", CDR, "amber", "Package agreed with two of three services."),
    Draft("cdop", "Wakefield Council", "tom.ashdown", "Write three One Minute Guides on the meetings after a child’s death", "Three published", 38, "agreed", CDR),
    Draft("cdop", "Wakefield Council", "priya.nair", "Publish the child death arrangements document", "On the website", 65, "draft", CDR),
    Draft("cdop", "Public Health", "imogen.hart", "Bring modifiable factors of each panel to the review sub-group", "At each meeting since October", -40, "reported", SLEEP, "blue", "October’s were brought in November."),
    Draft("education", "Schools", "yusuf.rahman", "Send every school a one page summary of each change in national guidance", "Sent within ten working days; opened by 120 of 141", -55, "delivered", ("education",), "blue", "Five summaries sent.", "summaries"),
    Draft("education", "Schools", "yusuf.rahman", "Bring the education safeguarding page up to date each month", "Checked on the first Monday", 3, "accepted", ("education",), "green", "March’s check done."),
    Draft("education", "Schools", "yusuf.rahman", "Ask staff what they know and feel sure of before and after training", "200 answers; change in both", 16, "accepted", ("education",), "green", "140 answers."),
    Draft("education", "Schools", "yusuf.rahman", "Visit twelve schools whose returns raised questions", "Twelve visits; one letter each", -9, "accepted", ("education",), "amber", "Seven visited."),
    Draft("seg", "Police", "marcus.vale", "Remind officers of the private fostering duty", "Message sent", -62, "withdrawn", ("private fostering",)),
)

EXTRA_LEARNING: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("csprg", "2021-02-25", "professional_awareness", "good_practice", "A school nurse’s persistence brought two services together in time", ("escalation",)),
    ("seg", "2021-01-20", "system_development", "development", "Practices are invited to conferences too late to send anyone", ("GP involvement",)),
    ("seg", "2021-02-17", "practice_development", "good_practice", "Assessments that quoted children were acted on sooner", ("child’s voice",)),
    ("mace", "2021-01-21", "system_development", "development", "Services think of disruption as the police’s work alone", ("disruption",)),
    ("mace", "2021-03-18", "professional_awareness", "development", "Practitioners do not know what makes intelligence useful", ("intelligence sharing",)),
    ("cdop", "2020-10-14", "practice_development", "development", "Families hear from several services and from none who is theirs", ("child death review",)),
    ("education", "2021-02-03", "professional_awareness", "development", "Schools could not tell which guidance was in force in lockdown", ("education",)),
    ("learning_development", "2021-03-10", "practice_development", "development", "Those who cannot leave the ward or the classroom do not come to training", ("virtual training",)),
    ("seg", "2021-03-24", "system_development", "development", "Nobody is sure which service tells the GP that a child is privately fostered", ("private fostering gaps",)),
)

PRODUCTS: tuple[tuple[str, str, str, str, str, str, tuple[str, ...]], ...] = (
    ("standard", "csprg", "standard", "2020-10-19", "Wakefield Safe Sleeping Standard", "What every service that visits families undertakes to ask, say and record about where a baby sleeps.", ("standard",)),
    ("pathway", "csprg", "pathway", "2020-11-09", "Suicide Cluster Pathway", "Who does what when more deaths than expected may be linked.", ("pathway",)),
    ("template", "csprg", "procedure", "2021-01-05", "Rapid Review template, second edition", "Asks for good practice and areas for development, and turns them into actions.", ("template",)),
    ("training", "learning_development", "course", "2020-11-30", "Safe sleep training", "Ninety minutes on line, each month.", ("sleep_training", "standard")),
    ("guide_neglect", "learning_development", "guide", "2020-12-07", "One Minute Guide: neglect", "", ("guides",)),
    ("guide_sharing", "learning_development", "guide", "2020-12-14", "One Minute Guide: intelligence sharing", "", ("guides",)),
    ("guide_continuum", "learning_development", "guide", "2021-01-11", "One Minute Guide: continuum of need", "", ("guides",)),
    ("guide_school", "learning_development", "guide", "2021-01-18", "One Minute Guide: children not attending school", "", ("guides",)),
    ("gp_form", "seg", "procedure", "2021-01-11", "Health information form for GP practices", "One form for strategy meetings and conferences.", ("gp_form", "police_data")),
    ("toolkit", "mace", "toolkit", "2021-03-15", "Partnership Intelligence Sharing Toolkit", "What to share, how, and what becomes of it.", ("toolkit",)),
    ("options", "mace", "guide", "2021-02-22", "What each service can do to disrupt exploitation", "Gathered from every service.", ("disruption",)),
    ("backlog", "cdop", "procedure", "2021-03-08", "Monitoring of the steps each child death needs", "The next missing step and who holds it.", ("backlog",)),
)
