import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Event(_message.Message):
    __slots__ = ("event_id", "event_time", "actor_id", "request_id", "user_changed", "session_ended", "relation_changed", "entry_created", "entry_removed", "action_taken", "counts_dirty", "trends_computed")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    USER_CHANGED_FIELD_NUMBER: _ClassVar[int]
    SESSION_ENDED_FIELD_NUMBER: _ClassVar[int]
    RELATION_CHANGED_FIELD_NUMBER: _ClassVar[int]
    ENTRY_CREATED_FIELD_NUMBER: _ClassVar[int]
    ENTRY_REMOVED_FIELD_NUMBER: _ClassVar[int]
    ACTION_TAKEN_FIELD_NUMBER: _ClassVar[int]
    COUNTS_DIRTY_FIELD_NUMBER: _ClassVar[int]
    TRENDS_COMPUTED_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    event_time: _timestamp_pb2.Timestamp
    actor_id: str
    request_id: str
    user_changed: UserChanged
    session_ended: SessionEnded
    relation_changed: RelationChanged
    entry_created: EntryCreated
    entry_removed: EntryRemoved
    action_taken: ActionTaken
    counts_dirty: CountsDirty
    trends_computed: TrendsComputed
    def __init__(self, event_id: _Optional[str] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., request_id: _Optional[str] = ..., user_changed: _Optional[_Union[UserChanged, _Mapping]] = ..., session_ended: _Optional[_Union[SessionEnded, _Mapping]] = ..., relation_changed: _Optional[_Union[RelationChanged, _Mapping]] = ..., entry_created: _Optional[_Union[EntryCreated, _Mapping]] = ..., entry_removed: _Optional[_Union[EntryRemoved, _Mapping]] = ..., action_taken: _Optional[_Union[ActionTaken, _Mapping]] = ..., counts_dirty: _Optional[_Union[CountsDirty, _Mapping]] = ..., trends_computed: _Optional[_Union[TrendsComputed, _Mapping]] = ...) -> None: ...

class UserChanged(_message.Message):
    __slots__ = ("kind", "user_id", "version")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[UserChanged.Kind]
        KIND_CREATED: _ClassVar[UserChanged.Kind]
        KIND_UPDATED: _ClassVar[UserChanged.Kind]
        KIND_DEACTIVATED: _ClassVar[UserChanged.Kind]
        KIND_RESTORED: _ClassVar[UserChanged.Kind]
        KIND_PURGED: _ClassVar[UserChanged.Kind]
    KIND_UNSPECIFIED: UserChanged.Kind
    KIND_CREATED: UserChanged.Kind
    KIND_UPDATED: UserChanged.Kind
    KIND_DEACTIVATED: UserChanged.Kind
    KIND_RESTORED: UserChanged.Kind
    KIND_PURGED: UserChanged.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    kind: UserChanged.Kind
    user_id: str
    version: int
    def __init__(self, kind: _Optional[_Union[UserChanged.Kind, str]] = ..., user_id: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class SessionEnded(_message.Message):
    __slots__ = ("session_id", "user_id")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    user_id: str
    def __init__(self, session_id: _Optional[str] = ..., user_id: _Optional[str] = ...) -> None: ...

class RelationChanged(_message.Message):
    __slots__ = ("kind", "target_id")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[RelationChanged.Kind]
        KIND_FOLLOWED: _ClassVar[RelationChanged.Kind]
        KIND_UNFOLLOWED: _ClassVar[RelationChanged.Kind]
        KIND_BLOCKED: _ClassVar[RelationChanged.Kind]
        KIND_UNBLOCKED: _ClassVar[RelationChanged.Kind]
        KIND_MUTED: _ClassVar[RelationChanged.Kind]
        KIND_UNMUTED: _ClassVar[RelationChanged.Kind]
    KIND_UNSPECIFIED: RelationChanged.Kind
    KIND_FOLLOWED: RelationChanged.Kind
    KIND_UNFOLLOWED: RelationChanged.Kind
    KIND_BLOCKED: RelationChanged.Kind
    KIND_UNBLOCKED: RelationChanged.Kind
    KIND_MUTED: RelationChanged.Kind
    KIND_UNMUTED: RelationChanged.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    TARGET_ID_FIELD_NUMBER: _ClassVar[int]
    kind: RelationChanged.Kind
    target_id: str
    def __init__(self, kind: _Optional[_Union[RelationChanged.Kind, str]] = ..., target_id: _Optional[str] = ...) -> None: ...

class EntryCreated(_message.Message):
    __slots__ = ("entry_id", "subject_id", "subject_author_id", "push", "reply_to_post_id", "reply_to_author_id", "quoted_post_id", "quoted_author_id", "mentioned_user_ids")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    PUSH_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_POST_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTED_POST_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTED_AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    MENTIONED_USER_IDS_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    subject_id: str
    subject_author_id: str
    push: bool
    reply_to_post_id: str
    reply_to_author_id: str
    quoted_post_id: str
    quoted_author_id: str
    mentioned_user_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, entry_id: _Optional[str] = ..., subject_id: _Optional[str] = ..., subject_author_id: _Optional[str] = ..., push: _Optional[bool] = ..., reply_to_post_id: _Optional[str] = ..., reply_to_author_id: _Optional[str] = ..., quoted_post_id: _Optional[str] = ..., quoted_author_id: _Optional[str] = ..., mentioned_user_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class EntryRemoved(_message.Message):
    __slots__ = ("entry_id", "subject_id", "subject_author_id")
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    entry_id: str
    subject_id: str
    subject_author_id: str
    def __init__(self, entry_id: _Optional[str] = ..., subject_id: _Optional[str] = ..., subject_author_id: _Optional[str] = ...) -> None: ...

class ActionTaken(_message.Message):
    __slots__ = ("kind", "post_id", "target_user_id", "region")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[ActionTaken.Kind]
        KIND_VIEW: _ClassVar[ActionTaken.Kind]
        KIND_LIKE: _ClassVar[ActionTaken.Kind]
        KIND_UNLIKE: _ClassVar[ActionTaken.Kind]
        KIND_SHARE: _ClassVar[ActionTaken.Kind]
        KIND_SEARCH: _ClassVar[ActionTaken.Kind]
        KIND_FOLLOW: _ClassVar[ActionTaken.Kind]
        KIND_OPEN: _ClassVar[ActionTaken.Kind]
    KIND_UNSPECIFIED: ActionTaken.Kind
    KIND_VIEW: ActionTaken.Kind
    KIND_LIKE: ActionTaken.Kind
    KIND_UNLIKE: ActionTaken.Kind
    KIND_SHARE: ActionTaken.Kind
    KIND_SEARCH: ActionTaken.Kind
    KIND_FOLLOW: ActionTaken.Kind
    KIND_OPEN: ActionTaken.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_USER_ID_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    kind: ActionTaken.Kind
    post_id: str
    target_user_id: str
    region: str
    def __init__(self, kind: _Optional[_Union[ActionTaken.Kind, str]] = ..., post_id: _Optional[str] = ..., target_user_id: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class CountsDirty(_message.Message):
    __slots__ = ("post_id",)
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    def __init__(self, post_id: _Optional[str] = ...) -> None: ...

class TrendsComputed(_message.Message):
    __slots__ = ("region", "trends")
    REGION_FIELD_NUMBER: _ClassVar[int]
    TRENDS_FIELD_NUMBER: _ClassVar[int]
    region: str
    trends: _containers.RepeatedCompositeFieldContainer[ComputedTrend]
    def __init__(self, region: _Optional[str] = ..., trends: _Optional[_Iterable[_Union[ComputedTrend, _Mapping]]] = ...) -> None: ...

class ComputedTrend(_message.Message):
    __slots__ = ("topic", "post_count", "score")
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    POST_COUNT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    topic: str
    post_count: int
    score: float
    def __init__(self, topic: _Optional[str] = ..., post_count: _Optional[int] = ..., score: _Optional[float] = ...) -> None: ...
