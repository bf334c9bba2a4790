"""Whether a check-in that fell due is still wanted, and whether this is a good time for the customer."""

from bot.config import Settings
from bot.messages import CustomerWords
from bot.model.conversations import Status
from bot.model.deliveries import Delivery
from bot.model.places import Place, dm
from bot.rules.contact import contact_forbidden
from bot.rules.local_time import awake
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Expire, Pause, Postpone, Tell, Verdict
from bot.texts.check_in import check_in


def judge_check_in(situation: Situation) -> Verdict:
    """Today's answer."""
    delivery, conversation = situation.delivery, situation.conversation
    if conversation.status is not Status.RESOLVED:
        return Cancel("the conversation is not resolved any more")
    if str(conversation.resolutions) != delivery.detail["resolution"]:
        return Cancel("the conversation was resolved anew")
    if why := _forbidden(situation):
        return Cancel(why)
    if is_draft(delivery, situation.settings):
        return Pause("a draft: nothing goes out by itself here")
    good_time = awake(situation.now, situation.customer_zone.zone, situation.settings.aftercare)
    if delivery.expires_at and good_time >= delivery.expires_at:
        return Expire("there was no good hour left for the customer")
    if good_time > situation.now:
        return Postpone(good_time, "it is not a good hour for the customer")
    place = next(iter(_places(situation)[delivery.refused :]), None)
    return Tell(_question(situation, place), place, situation.said.author if situation.said else None)


def is_draft(follow_up: Delivery, settings: Settings) -> bool:
    """Whether it goes out only when a human sends it, by today's settings."""
    return not (follow_up.detail.get("by_hand") or settings.goes_out_by_itself(follow_up.channel))


def _forbidden(situation: Situation) -> str | None:
    if not situation.customer.consent.check_ins:
        return "the customer asked for no check-ins"
    if any(each.opened_at > situation.delivery.created_at for each in situation.past):
        return "the customer began a new conversation"
    if situation.delivery.detail.get("by_hand"):
        return None
    return contact_forbidden(situation.contacts, situation.now, situation.settings.aftercare)


def _places(situation: Situation) -> list[Place]:
    """Their direct messages if they chose these, else and then where the conversation was."""
    at, chosen = situation.conversation.place, situation.customer.direct
    asked_for = [dm(chosen)] if chosen and chosen.platform == at.platform else []
    return list(dict.fromkeys([*asked_for, at]))


def _question(situation: Situation, place: Place | None) -> CustomerWords:
    return check_in(
        key=situation.delivery.key,
        name=situation.customer.name,
        agent=situation.agent_name,
        fixed=situation.delivery.detail.get("fixed") or situation.conversation.fixed,
        private=place is not None and place.is_dm,
        elsewhere=place != situation.conversation.place,
    )
