"""What happens in the requests about a review is told to its pathway by the worker, as it happens."""

from django.db import migrations

WAITING = r"""
-- Rapid reviews whose requests went out, or came back whole, without their way having heard of it: for the worker alone.
create function practice_reviews_answers_come() returns table (partnership bigint, review bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select v.partnership_id, v.record_id from practice_reviews_review v
      join lateral (
        select bool_or(t.sent_at is not null) as sent, bool_and(t.state in ('returned', 'nil_return', 'refused')) as back
          from returns_request q join returns_return t on t.request_id = q.record_id
         where q.about_id = v.record_id and t.state not in ('draft', 'withdrawn')) held on held.sent
     where session_user like '%\_worker' and v.state = 'rapid'
       and exists (select 1 from pathways_course c join pathways_coursestage s on s.course_id = c.id
                    where c.record_id = v.record_id and c.is_open and s.state in ('waiting', 'due', 'late', 'held', 'not_started')
                      and (s.key = 'set_up' or s.key = 'summaries' and held.back))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("practice_reviews", "0007_kept_out_below"), ("pathways", "0002_policies")]

    operations = [migrations.RunSQL(WAITING, "drop function practice_reviews_answers_come")]
