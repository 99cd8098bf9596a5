import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.api import field_behavior_pb2 as _field_behavior_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from skein.options.v1 import options_pb2 as _options_pb2
from skein.post.v1 import post_pb2 as _post_pb2
from skein.user.v1 import user_pb2 as _user_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NotificationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NOTIFICATION_KIND_UNSPECIFIED: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_MENTION: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_REPLY: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_QUOTE: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_LIKE: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_REPOST: _ClassVar[NotificationKind]
    NOTIFICATION_KIND_FOLLOW: _ClassVar[NotificationKind]

class Audience(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AUDIENCE_UNSPECIFIED: _ClassVar[Audience]
    AUDIENCE_NOBODY: _ClassVar[Audience]
    AUDIENCE_FOLLOWING: _ClassVar[Audience]
    AUDIENCE_EVERYBODY: _ClassVar[Audience]
NOTIFICATION_KIND_UNSPECIFIED: NotificationKind
NOTIFICATION_KIND_MENTION: NotificationKind
NOTIFICATION_KIND_REPLY: NotificationKind
NOTIFICATION_KIND_QUOTE: NotificationKind
NOTIFICATION_KIND_LIKE: NotificationKind
NOTIFICATION_KIND_REPOST: NotificationKind
NOTIFICATION_KIND_FOLLOW: NotificationKind
AUDIENCE_UNSPECIFIED: Audience
AUDIENCE_NOBODY: Audience
AUDIENCE_FOLLOWING: Audience
AUDIENCE_EVERYBODY: Audience

class Notification(_message.Message):
    __slots__ = ("id", "kind", "post", "create_time", "read", "actors", "actor_count", "more_actors")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POST_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    READ_FIELD_NUMBER: _ClassVar[int]
    ACTORS_FIELD_NUMBER: _ClassVar[int]
    ACTOR_COUNT_FIELD_NUMBER: _ClassVar[int]
    MORE_ACTORS_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: NotificationKind
    post: _post_pb2.Post
    create_time: _timestamp_pb2.Timestamp
    read: bool
    actors: _containers.RepeatedCompositeFieldContainer[_user_pb2.User]
    actor_count: int
    more_actors: bool
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[NotificationKind, str]] = ..., post: _Optional[_Union[_post_pb2.Post, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., read: _Optional[bool] = ..., actors: _Optional[_Iterable[_Union[_user_pb2.User, _Mapping]]] = ..., actor_count: _Optional[int] = ..., more_actors: _Optional[bool] = ...) -> None: ...

class ListNotificationsRequest(_message.Message):
    __slots__ = ("kinds", "page_size", "page_token")
    KINDS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    kinds: _containers.RepeatedScalarFieldContainer[NotificationKind]
    page_size: int
    page_token: str
    def __init__(self, kinds: _Optional[_Iterable[_Union[NotificationKind, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListNotificationsResponse(_message.Message):
    __slots__ = ("notifications", "next_page_token", "resume_token", "newest_id")
    NOTIFICATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    NEWEST_ID_FIELD_NUMBER: _ClassVar[int]
    notifications: _containers.RepeatedCompositeFieldContainer[Notification]
    next_page_token: str
    resume_token: str
    newest_id: str
    def __init__(self, notifications: _Optional[_Iterable[_Union[Notification, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., resume_token: _Optional[str] = ..., newest_id: _Optional[str] = ...) -> None: ...

class ListNotificationActorsRequest(_message.Message):
    __slots__ = ("notification_id", "page_size", "page_token")
    NOTIFICATION_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    notification_id: str
    page_size: int
    page_token: str
    def __init__(self, notification_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListNotificationActorsResponse(_message.Message):
    __slots__ = ("actors", "next_page_token")
    ACTORS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    actors: _containers.RepeatedCompositeFieldContainer[_user_pb2.User]
    next_page_token: str
    def __init__(self, actors: _Optional[_Iterable[_Union[_user_pb2.User, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetUnreadCountRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetUnreadCountResponse(_message.Message):
    __slots__ = ("unread_count",)
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    unread_count: int
    def __init__(self, unread_count: _Optional[int] = ...) -> None: ...

class MarkReadRequest(_message.Message):
    __slots__ = ("up_to_id", "request_id")
    UP_TO_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    up_to_id: str
    request_id: str
    def __init__(self, up_to_id: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class MarkReadResponse(_message.Message):
    __slots__ = ("unread_count",)
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    unread_count: int
    def __init__(self, unread_count: _Optional[int] = ...) -> None: ...

class NotificationSetting(_message.Message):
    __slots__ = ("kind", "audience")
    KIND_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    kind: NotificationKind
    audience: Audience
    def __init__(self, kind: _Optional[_Union[NotificationKind, str]] = ..., audience: _Optional[_Union[Audience, str]] = ...) -> None: ...

class GetNotificationSettingsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetNotificationSettingsResponse(_message.Message):
    __slots__ = ("settings",)
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    settings: _containers.RepeatedCompositeFieldContainer[NotificationSetting]
    def __init__(self, settings: _Optional[_Iterable[_Union[NotificationSetting, _Mapping]]] = ...) -> None: ...

class UpdateNotificationSettingsRequest(_message.Message):
    __slots__ = ("settings", "request_id")
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    settings: _containers.RepeatedCompositeFieldContainer[NotificationSetting]
    request_id: str
    def __init__(self, settings: _Optional[_Iterable[_Union[NotificationSetting, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdateNotificationSettingsResponse(_message.Message):
    __slots__ = ("settings",)
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    settings: _containers.RepeatedCompositeFieldContainer[NotificationSetting]
    def __init__(self, settings: _Optional[_Iterable[_Union[NotificationSetting, _Mapping]]] = ...) -> None: ...

class MuteThreadRequest(_message.Message):
    __slots__ = ("post_id", "request_id")
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    request_id: str
    def __init__(self, post_id: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class MuteThreadResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class UnmuteThreadRequest(_message.Message):
    __slots__ = ("post_id", "request_id")
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    request_id: str
    def __init__(self, post_id: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class UnmuteThreadResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetThreadMuteRequest(_message.Message):
    __slots__ = ("post_id",)
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    def __init__(self, post_id: _Optional[str] = ...) -> None: ...

class GetThreadMuteResponse(_message.Message):
    __slots__ = ("muted",)
    MUTED_FIELD_NUMBER: _ClassVar[int]
    muted: bool
    def __init__(self, muted: _Optional[bool] = ...) -> None: ...

class MutedThread(_message.Message):
    __slots__ = ("root_post_id", "root_post")
    ROOT_POST_ID_FIELD_NUMBER: _ClassVar[int]
    ROOT_POST_FIELD_NUMBER: _ClassVar[int]
    root_post_id: str
    root_post: _post_pb2.Post
    def __init__(self, root_post_id: _Optional[str] = ..., root_post: _Optional[_Union[_post_pb2.Post, _Mapping]] = ...) -> None: ...

class ListMutedThreadsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListMutedThreadsResponse(_message.Message):
    __slots__ = ("threads", "next_page_token")
    THREADS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    threads: _containers.RepeatedCompositeFieldContainer[MutedThread]
    next_page_token: str
    def __init__(self, threads: _Optional[_Iterable[_Union[MutedThread, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class StreamNotificationsRequest(_message.Message):
    __slots__ = ("resume_token",)
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    resume_token: str
    def __init__(self, resume_token: _Optional[str] = ...) -> None: ...

class Notifications(_message.Message):
    __slots__ = ("notifications",)
    NOTIFICATIONS_FIELD_NUMBER: _ClassVar[int]
    notifications: _containers.RepeatedCompositeFieldContainer[Notification]
    def __init__(self, notifications: _Optional[_Iterable[_Union[Notification, _Mapping]]] = ...) -> None: ...

class RemovedNotification(_message.Message):
    __slots__ = ("notification_id",)
    NOTIFICATION_ID_FIELD_NUMBER: _ClassVar[int]
    notification_id: str
    def __init__(self, notification_id: _Optional[str] = ...) -> None: ...

class ReadMark(_message.Message):
    __slots__ = ("up_to_id", "unread_count")
    UP_TO_ID_FIELD_NUMBER: _ClassVar[int]
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    up_to_id: str
    unread_count: int
    def __init__(self, up_to_id: _Optional[str] = ..., unread_count: _Optional[int] = ...) -> None: ...

class StreamNotificationsResponse(_message.Message):
    __slots__ = ("resume_token", "added", "removed", "read")
    RESUME_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ADDED_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    READ_FIELD_NUMBER: _ClassVar[int]
    resume_token: str
    added: Notifications
    removed: RemovedNotification
    read: ReadMark
    def __init__(self, resume_token: _Optional[str] = ..., added: _Optional[_Union[Notifications, _Mapping]] = ..., removed: _Optional[_Union[RemovedNotification, _Mapping]] = ..., read: _Optional[_Union[ReadMark, _Mapping]] = ...) -> None: ...
