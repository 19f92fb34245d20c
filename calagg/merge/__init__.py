"""New readings against what is stored: `plan_merge` decides, `apply_document` carries out."""

from calagg.merge.actions import Action, Add, Cancel, Conflict, Keep, Merge, Move, Restore, Retire, Update
from calagg.merge.apply import Applied, apply_document, save_unread
from calagg.merge.by_hand import merge_entries, split_entry
from calagg.merge.change import Stored
from calagg.merge.judging import accept_entry, answer_proposals, reject_entry, undo_judgement
from calagg.merge.plan import plan_merge

__all__ = [
    "plan_merge",
    "Stored",
    "apply_document",
    "save_unread",
    "merge_entries",
    "split_entry",
    "accept_entry",
    "reject_entry",
    "answer_proposals",
    "undo_judgement",
    "Applied",
    "Action",
    "Add",
    "Conflict",
    "Update",
    "Move",
    "Cancel",
    "Restore",
    "Keep",
    "Retire",
    "Merge",
]
