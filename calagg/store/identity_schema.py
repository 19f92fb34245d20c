"""The table of those who sign in elsewhere; the users that they are here are in `user_schema`."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from calagg.store.schema import Base


class IdentityRow(Base):
    """A user as an OpenID provider knows it: `subject` is unique for the issuer and never given to another."""

    __tablename__ = "identity"
    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
