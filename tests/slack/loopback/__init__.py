"""A Slack of our own on 127.0.0.1, for clients that know no difference.

    async with running(Timing(patience=0.5, retries=(0, 0.1))) as slack:
        team = slack.world.add_team("Acme")
        app = slack.world.add_app(team.team_id)          # app.bot_token, app.app_token, app.signing_secret
        ada = slack.world.add_person(team.team_id, "ada", locale="de-DE")
        desk = slack.world.add_channel(team.team_id, "help", [ada.user_id, app.bot_user_id])
        ...                                              # AsyncWebClient(base_url=slack.api_url, token=app.bot_token)
        await slack.connected(app.app_id)
        ts = slack.talk.post(ada.user_id, desk.channel_id, "Hello")
        await slack.until(lambda: slack.record.by_apps(desk.channel_id))

`world` sets up and holds the facts; `talk` (post, edit, delete, files), `rooms` (join, leave, share, archive) and
`clicks` (commands, buttons, forms, shortcuts) are what people do; `faults.arm(...)`, `pace.on`, `world.history_lag`
are what goes wrong; `record` is what happened: `requests`, `deliveries`, `messages()`, `readable_by(user)`. All of
them take ids. `until(look)` waits for something, `settled()` until every event was acknowledged or given up. Events go
by Socket Mode; when `app.request_url` is set, by signed HTTP. `python -m tests.slack.loopback` is the same as a process
of its own, steered by `POST /control/{part}/{verb}`; `appearance` tells what of a message people would read, whom it
would ping and where its links would lead.

Where Slack's ways are not known, this one is the worse: an event that nobody takes is lost after the last retry, a
reply to a missing root lands in the channel for all to see, `internal_error` may have stored, metadata is everybody's
to read, 40,000 characters are refused rather than cut. It has no files but their names, no reactions, no search, no
OAuth, no token rotation, no org-wide installation and no `client_msg_id` from apps.
"""

from tests.slack.loopback.faults import Fault
from tests.slack.loopback.outbound import Timing
from tests.slack.loopback.server import running
from tests.slack.loopback.slack import Slack

__all__ = ["Fault", "Slack", "Timing", "running"]
