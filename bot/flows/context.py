"""What every flow is given besides the event and the work: the time, the settings, fresh keys."""

from dataclasses import dataclass
from datetime import datetime

from bot.config import FrontDesk, Settings
from bot.errors import Unreadable
from bot.model.places import Place
from bot.ports import NewKey


@dataclass(frozen=True, slots=True)
class Context:
    """One hearing's surroundings; `now` is the movable time."""

    now: datetime
    settings: Settings
    new_key: NewKey

    def desk(self, place: Place) -> FrontDesk:
        """The front desk of a conversation's place.

        Raises:
            Unreadable: the place is no front desk any more.
        """
        desk = self.settings.front_desk(place)
        if desk is None:
            raise Unreadable("This place is not one of the configured front desks. Nothing was changed.")
        return desk
