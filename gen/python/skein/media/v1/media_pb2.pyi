import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MediaKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEDIA_KIND_UNSPECIFIED: _ClassVar[MediaKind]
    MEDIA_KIND_IMAGE: _ClassVar[MediaKind]
    MEDIA_KIND_GIF: _ClassVar[MediaKind]
    MEDIA_KIND_VIDEO: _ClassVar[MediaKind]

class MediaState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEDIA_STATE_UNSPECIFIED: _ClassVar[MediaState]
    MEDIA_STATE_PROCESSING: _ClassVar[MediaState]
    MEDIA_STATE_READY: _ClassVar[MediaState]
    MEDIA_STATE_FAILED: _ClassVar[MediaState]

class RenditionSize(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RENDITION_SIZE_UNSPECIFIED: _ClassVar[RenditionSize]
    RENDITION_SIZE_THUMB: _ClassVar[RenditionSize]
    RENDITION_SIZE_SMALL: _ClassVar[RenditionSize]
    RENDITION_SIZE_LARGE: _ClassVar[RenditionSize]
    RENDITION_SIZE_ORIGINAL: _ClassVar[RenditionSize]
MEDIA_KIND_UNSPECIFIED: MediaKind
MEDIA_KIND_IMAGE: MediaKind
MEDIA_KIND_GIF: MediaKind
MEDIA_KIND_VIDEO: MediaKind
MEDIA_STATE_UNSPECIFIED: MediaState
MEDIA_STATE_PROCESSING: MediaState
MEDIA_STATE_READY: MediaState
MEDIA_STATE_FAILED: MediaState
RENDITION_SIZE_UNSPECIFIED: RenditionSize
RENDITION_SIZE_THUMB: RenditionSize
RENDITION_SIZE_SMALL: RenditionSize
RENDITION_SIZE_LARGE: RenditionSize
RENDITION_SIZE_ORIGINAL: RenditionSize

class Rendition(_message.Message):
    __slots__ = ("size", "url", "content_type", "width", "height", "size_bytes")
    SIZE_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    size: RenditionSize
    url: str
    content_type: str
    width: int
    height: int
    size_bytes: int
    def __init__(self, size: _Optional[_Union[RenditionSize, str]] = ..., url: _Optional[str] = ..., content_type: _Optional[str] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., size_bytes: _Optional[int] = ...) -> None: ...

class Media(_message.Message):
    __slots__ = ("id", "owner_id", "kind", "content_type", "size_bytes", "width", "height", "duration", "alt_text", "state", "renditions", "poster_media_id", "create_time", "sweep_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    ALT_TEXT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RENDITIONS_FIELD_NUMBER: _ClassVar[int]
    POSTER_MEDIA_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SWEEP_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    owner_id: str
    kind: MediaKind
    content_type: str
    size_bytes: int
    width: int
    height: int
    duration: _duration_pb2.Duration
    alt_text: str
    state: MediaState
    renditions: _containers.RepeatedCompositeFieldContainer[Rendition]
    poster_media_id: str
    create_time: _timestamp_pb2.Timestamp
    sweep_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., owner_id: _Optional[str] = ..., kind: _Optional[_Union[MediaKind, str]] = ..., content_type: _Optional[str] = ..., size_bytes: _Optional[int] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., alt_text: _Optional[str] = ..., state: _Optional[_Union[MediaState, str]] = ..., renditions: _Optional[_Iterable[_Union[Rendition, _Mapping]]] = ..., poster_media_id: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sweep_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ShortLink(_message.Message):
    __slots__ = ("key", "short_url", "url", "owner_id", "click_count", "create_time")
    KEY_FIELD_NUMBER: _ClassVar[int]
    SHORT_URL_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    CLICK_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    key: str
    short_url: str
    url: str
    owner_id: str
    click_count: int
    create_time: _timestamp_pb2.Timestamp
    def __init__(self, key: _Optional[str] = ..., short_url: _Optional[str] = ..., url: _Optional[str] = ..., owner_id: _Optional[str] = ..., click_count: _Optional[int] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
