import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from skein.user.v1 import user_pb2 as _user_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TombstoneReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TOMBSTONE_REASON_UNSPECIFIED: _ClassVar[TombstoneReason]
    TOMBSTONE_REASON_UNAVAILABLE: _ClassVar[TombstoneReason]
    TOMBSTONE_REASON_MUTED: _ClassVar[TombstoneReason]
TOMBSTONE_REASON_UNSPECIFIED: TombstoneReason
TOMBSTONE_REASON_UNAVAILABLE: TombstoneReason
TOMBSTONE_REASON_MUTED: TombstoneReason

class Post(_message.Message):
    __slots__ = ("id", "author_id", "text", "create_time", "mentions", "hashtags", "links", "reply_to_post_id", "root_post_id", "quoted_post_id", "media_ids", "author", "counts", "viewer", "quoted")
    ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    MENTIONS_FIELD_NUMBER: _ClassVar[int]
    HASHTAGS_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    REPLY_TO_POST_ID_FIELD_NUMBER: _ClassVar[int]
    ROOT_POST_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTED_POST_ID_FIELD_NUMBER: _ClassVar[int]
    MEDIA_IDS_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    VIEWER_FIELD_NUMBER: _ClassVar[int]
    QUOTED_FIELD_NUMBER: _ClassVar[int]
    id: str
    author_id: str
    text: str
    create_time: _timestamp_pb2.Timestamp
    mentions: _containers.RepeatedCompositeFieldContainer[Mention]
    hashtags: _containers.RepeatedCompositeFieldContainer[Hashtag]
    links: _containers.RepeatedCompositeFieldContainer[Link]
    reply_to_post_id: str
    root_post_id: str
    quoted_post_id: str
    media_ids: _containers.RepeatedScalarFieldContainer[str]
    author: _user_pb2.User
    counts: PostCounts
    viewer: PostViewerState
    quoted: QuotedPost
    def __init__(self, id: _Optional[str] = ..., author_id: _Optional[str] = ..., text: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mentions: _Optional[_Iterable[_Union[Mention, _Mapping]]] = ..., hashtags: _Optional[_Iterable[_Union[Hashtag, _Mapping]]] = ..., links: _Optional[_Iterable[_Union[Link, _Mapping]]] = ..., reply_to_post_id: _Optional[str] = ..., root_post_id: _Optional[str] = ..., quoted_post_id: _Optional[str] = ..., media_ids: _Optional[_Iterable[str]] = ..., author: _Optional[_Union[_user_pb2.User, _Mapping]] = ..., counts: _Optional[_Union[PostCounts, _Mapping]] = ..., viewer: _Optional[_Union[PostViewerState, _Mapping]] = ..., quoted: _Optional[_Union[QuotedPost, _Mapping]] = ...) -> None: ...

class Mention(_message.Message):
    __slots__ = ("start", "end", "user_id", "handle")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    user_id: str
    handle: str
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., user_id: _Optional[str] = ..., handle: _Optional[str] = ...) -> None: ...

class Hashtag(_message.Message):
    __slots__ = ("start", "end", "tag")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    tag: str
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., tag: _Optional[str] = ...) -> None: ...

class Link(_message.Message):
    __slots__ = ("start", "end", "url")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    url: str
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., url: _Optional[str] = ...) -> None: ...

class PostCounts(_message.Message):
    __slots__ = ("reply_count", "repost_count", "like_count", "quote_count")
    REPLY_COUNT_FIELD_NUMBER: _ClassVar[int]
    REPOST_COUNT_FIELD_NUMBER: _ClassVar[int]
    LIKE_COUNT_FIELD_NUMBER: _ClassVar[int]
    QUOTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    reply_count: int
    repost_count: int
    like_count: int
    quote_count: int
    def __init__(self, reply_count: _Optional[int] = ..., repost_count: _Optional[int] = ..., like_count: _Optional[int] = ..., quote_count: _Optional[int] = ...) -> None: ...

class PostViewerState(_message.Message):
    __slots__ = ("liked", "reposted")
    LIKED_FIELD_NUMBER: _ClassVar[int]
    REPOSTED_FIELD_NUMBER: _ClassVar[int]
    liked: bool
    reposted: bool
    def __init__(self, liked: _Optional[bool] = ..., reposted: _Optional[bool] = ...) -> None: ...

class QuotedPost(_message.Message):
    __slots__ = ("post", "tombstone")
    POST_FIELD_NUMBER: _ClassVar[int]
    TOMBSTONE_FIELD_NUMBER: _ClassVar[int]
    post: Post
    tombstone: Tombstone
    def __init__(self, post: _Optional[_Union[Post, _Mapping]] = ..., tombstone: _Optional[_Union[Tombstone, _Mapping]] = ...) -> None: ...

class Tombstone(_message.Message):
    __slots__ = ("post_id", "reason")
    POST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    post_id: str
    reason: TombstoneReason
    def __init__(self, post_id: _Optional[str] = ..., reason: _Optional[_Union[TombstoneReason, str]] = ...) -> None: ...

class ThreadItem(_message.Message):
    __slots__ = ("post", "tombstone")
    POST_FIELD_NUMBER: _ClassVar[int]
    TOMBSTONE_FIELD_NUMBER: _ClassVar[int]
    post: Post
    tombstone: Tombstone
    def __init__(self, post: _Optional[_Union[Post, _Mapping]] = ..., tombstone: _Optional[_Union[Tombstone, _Mapping]] = ...) -> None: ...
