import datetime

from google.api import field_behavior_pb2 as _field_behavior_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ActionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACTION_KIND_UNSPECIFIED: _ClassVar[ActionKind]
    ACTION_KIND_VIEW: _ClassVar[ActionKind]
    ACTION_KIND_LIKE: _ClassVar[ActionKind]
    ACTION_KIND_SHARE: _ClassVar[ActionKind]
    ACTION_KIND_SEARCH: _ClassVar[ActionKind]
    ACTION_KIND_FOLLOW: _ClassVar[ActionKind]
    ACTION_KIND_OPEN: _ClassVar[ActionKind]
    ACTION_KIND_LINK_CLICK: _ClassVar[ActionKind]
    ACTION_KIND_PROFILE_VIEW: _ClassVar[ActionKind]

class Step(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STEP_UNSPECIFIED: _ClassVar[Step]
    STEP_HOUR: _ClassVar[Step]
    STEP_DAY: _ClassVar[Step]
    STEP_WEEK: _ClassVar[Step]
ACTION_KIND_UNSPECIFIED: ActionKind
ACTION_KIND_VIEW: ActionKind
ACTION_KIND_LIKE: ActionKind
ACTION_KIND_SHARE: ActionKind
ACTION_KIND_SEARCH: ActionKind
ACTION_KIND_FOLLOW: ActionKind
ACTION_KIND_OPEN: ActionKind
ACTION_KIND_LINK_CLICK: ActionKind
ACTION_KIND_PROFILE_VIEW: ActionKind
STEP_UNSPECIFIED: Step
STEP_HOUR: Step
STEP_DAY: Step
STEP_WEEK: Step

class Action(_message.Message):
    __slots__ = ("action_id", "kind", "post_id", "target_user_id", "query", "action_time")
    ACTION_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_USER_ID_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ACTION_TIME_FIELD_NUMBER: _ClassVar[int]
    action_id: str
    kind: ActionKind
    post_id: str
    target_user_id: str
    query: str
    action_time: _timestamp_pb2.Timestamp
    def __init__(self, action_id: _Optional[str] = ..., kind: _Optional[_Union[ActionKind, str]] = ..., post_id: _Optional[str] = ..., target_user_id: _Optional[str] = ..., query: _Optional[str] = ..., action_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RejectedAction(_message.Message):
    __slots__ = ("action_id", "reason")
    ACTION_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    action_id: str
    reason: str
    def __init__(self, action_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Figures(_message.Message):
    __slots__ = ("view_count", "viewer_count", "like_count", "repost_count", "reply_count", "quote_count", "share_count", "link_click_count", "profile_view_count", "follow_count")
    VIEW_COUNT_FIELD_NUMBER: _ClassVar[int]
    VIEWER_COUNT_FIELD_NUMBER: _ClassVar[int]
    LIKE_COUNT_FIELD_NUMBER: _ClassVar[int]
    REPOST_COUNT_FIELD_NUMBER: _ClassVar[int]
    REPLY_COUNT_FIELD_NUMBER: _ClassVar[int]
    QUOTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SHARE_COUNT_FIELD_NUMBER: _ClassVar[int]
    LINK_CLICK_COUNT_FIELD_NUMBER: _ClassVar[int]
    PROFILE_VIEW_COUNT_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_COUNT_FIELD_NUMBER: _ClassVar[int]
    view_count: int
    viewer_count: int
    like_count: int
    repost_count: int
    reply_count: int
    quote_count: int
    share_count: int
    link_click_count: int
    profile_view_count: int
    follow_count: int
    def __init__(self, view_count: _Optional[int] = ..., viewer_count: _Optional[int] = ..., like_count: _Optional[int] = ..., repost_count: _Optional[int] = ..., reply_count: _Optional[int] = ..., quote_count: _Optional[int] = ..., share_count: _Optional[int] = ..., link_click_count: _Optional[int] = ..., profile_view_count: _Optional[int] = ..., follow_count: _Optional[int] = ...) -> None: ...

class FiguresStep(_message.Message):
    __slots__ = ("start_time", "figures")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    start_time: _timestamp_pb2.Timestamp
    figures: Figures
    def __init__(self, start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., figures: _Optional[_Union[Figures, _Mapping]] = ...) -> None: ...
