package skein.notification.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
 * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class NotificationServiceGrpc {

  private NotificationServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.notification.v1.NotificationService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationsRequest,
      skein.notification.v1.ListNotificationsResponse> getListNotificationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListNotifications",
      requestType = skein.notification.v1.ListNotificationsRequest.class,
      responseType = skein.notification.v1.ListNotificationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationsRequest,
      skein.notification.v1.ListNotificationsResponse> getListNotificationsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationsRequest, skein.notification.v1.ListNotificationsResponse> getListNotificationsMethod;
    if ((getListNotificationsMethod = NotificationServiceGrpc.getListNotificationsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getListNotificationsMethod = NotificationServiceGrpc.getListNotificationsMethod) == null) {
          NotificationServiceGrpc.getListNotificationsMethod = getListNotificationsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.ListNotificationsRequest, skein.notification.v1.ListNotificationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListNotifications"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListNotificationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListNotificationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("ListNotifications"))
              .build();
        }
      }
    }
    return getListNotificationsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationActorsRequest,
      skein.notification.v1.ListNotificationActorsResponse> getListNotificationActorsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListNotificationActors",
      requestType = skein.notification.v1.ListNotificationActorsRequest.class,
      responseType = skein.notification.v1.ListNotificationActorsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationActorsRequest,
      skein.notification.v1.ListNotificationActorsResponse> getListNotificationActorsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.ListNotificationActorsRequest, skein.notification.v1.ListNotificationActorsResponse> getListNotificationActorsMethod;
    if ((getListNotificationActorsMethod = NotificationServiceGrpc.getListNotificationActorsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getListNotificationActorsMethod = NotificationServiceGrpc.getListNotificationActorsMethod) == null) {
          NotificationServiceGrpc.getListNotificationActorsMethod = getListNotificationActorsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.ListNotificationActorsRequest, skein.notification.v1.ListNotificationActorsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListNotificationActors"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListNotificationActorsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListNotificationActorsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("ListNotificationActors"))
              .build();
        }
      }
    }
    return getListNotificationActorsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.GetUnreadCountRequest,
      skein.notification.v1.GetUnreadCountResponse> getGetUnreadCountMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUnreadCount",
      requestType = skein.notification.v1.GetUnreadCountRequest.class,
      responseType = skein.notification.v1.GetUnreadCountResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.GetUnreadCountRequest,
      skein.notification.v1.GetUnreadCountResponse> getGetUnreadCountMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.GetUnreadCountRequest, skein.notification.v1.GetUnreadCountResponse> getGetUnreadCountMethod;
    if ((getGetUnreadCountMethod = NotificationServiceGrpc.getGetUnreadCountMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getGetUnreadCountMethod = NotificationServiceGrpc.getGetUnreadCountMethod) == null) {
          NotificationServiceGrpc.getGetUnreadCountMethod = getGetUnreadCountMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.GetUnreadCountRequest, skein.notification.v1.GetUnreadCountResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUnreadCount"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetUnreadCountRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetUnreadCountResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("GetUnreadCount"))
              .build();
        }
      }
    }
    return getGetUnreadCountMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.MarkReadRequest,
      skein.notification.v1.MarkReadResponse> getMarkReadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MarkRead",
      requestType = skein.notification.v1.MarkReadRequest.class,
      responseType = skein.notification.v1.MarkReadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.MarkReadRequest,
      skein.notification.v1.MarkReadResponse> getMarkReadMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.MarkReadRequest, skein.notification.v1.MarkReadResponse> getMarkReadMethod;
    if ((getMarkReadMethod = NotificationServiceGrpc.getMarkReadMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getMarkReadMethod = NotificationServiceGrpc.getMarkReadMethod) == null) {
          NotificationServiceGrpc.getMarkReadMethod = getMarkReadMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.MarkReadRequest, skein.notification.v1.MarkReadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MarkRead"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.MarkReadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.MarkReadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("MarkRead"))
              .build();
        }
      }
    }
    return getMarkReadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.GetNotificationSettingsRequest,
      skein.notification.v1.GetNotificationSettingsResponse> getGetNotificationSettingsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetNotificationSettings",
      requestType = skein.notification.v1.GetNotificationSettingsRequest.class,
      responseType = skein.notification.v1.GetNotificationSettingsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.GetNotificationSettingsRequest,
      skein.notification.v1.GetNotificationSettingsResponse> getGetNotificationSettingsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.GetNotificationSettingsRequest, skein.notification.v1.GetNotificationSettingsResponse> getGetNotificationSettingsMethod;
    if ((getGetNotificationSettingsMethod = NotificationServiceGrpc.getGetNotificationSettingsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getGetNotificationSettingsMethod = NotificationServiceGrpc.getGetNotificationSettingsMethod) == null) {
          NotificationServiceGrpc.getGetNotificationSettingsMethod = getGetNotificationSettingsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.GetNotificationSettingsRequest, skein.notification.v1.GetNotificationSettingsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetNotificationSettings"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetNotificationSettingsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetNotificationSettingsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("GetNotificationSettings"))
              .build();
        }
      }
    }
    return getGetNotificationSettingsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.UpdateNotificationSettingsRequest,
      skein.notification.v1.UpdateNotificationSettingsResponse> getUpdateNotificationSettingsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateNotificationSettings",
      requestType = skein.notification.v1.UpdateNotificationSettingsRequest.class,
      responseType = skein.notification.v1.UpdateNotificationSettingsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.UpdateNotificationSettingsRequest,
      skein.notification.v1.UpdateNotificationSettingsResponse> getUpdateNotificationSettingsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.UpdateNotificationSettingsRequest, skein.notification.v1.UpdateNotificationSettingsResponse> getUpdateNotificationSettingsMethod;
    if ((getUpdateNotificationSettingsMethod = NotificationServiceGrpc.getUpdateNotificationSettingsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getUpdateNotificationSettingsMethod = NotificationServiceGrpc.getUpdateNotificationSettingsMethod) == null) {
          NotificationServiceGrpc.getUpdateNotificationSettingsMethod = getUpdateNotificationSettingsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.UpdateNotificationSettingsRequest, skein.notification.v1.UpdateNotificationSettingsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateNotificationSettings"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.UpdateNotificationSettingsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.UpdateNotificationSettingsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("UpdateNotificationSettings"))
              .build();
        }
      }
    }
    return getUpdateNotificationSettingsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.MuteThreadRequest,
      skein.notification.v1.MuteThreadResponse> getMuteThreadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MuteThread",
      requestType = skein.notification.v1.MuteThreadRequest.class,
      responseType = skein.notification.v1.MuteThreadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.MuteThreadRequest,
      skein.notification.v1.MuteThreadResponse> getMuteThreadMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.MuteThreadRequest, skein.notification.v1.MuteThreadResponse> getMuteThreadMethod;
    if ((getMuteThreadMethod = NotificationServiceGrpc.getMuteThreadMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getMuteThreadMethod = NotificationServiceGrpc.getMuteThreadMethod) == null) {
          NotificationServiceGrpc.getMuteThreadMethod = getMuteThreadMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.MuteThreadRequest, skein.notification.v1.MuteThreadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MuteThread"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.MuteThreadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.MuteThreadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("MuteThread"))
              .build();
        }
      }
    }
    return getMuteThreadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.UnmuteThreadRequest,
      skein.notification.v1.UnmuteThreadResponse> getUnmuteThreadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnmuteThread",
      requestType = skein.notification.v1.UnmuteThreadRequest.class,
      responseType = skein.notification.v1.UnmuteThreadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.UnmuteThreadRequest,
      skein.notification.v1.UnmuteThreadResponse> getUnmuteThreadMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.UnmuteThreadRequest, skein.notification.v1.UnmuteThreadResponse> getUnmuteThreadMethod;
    if ((getUnmuteThreadMethod = NotificationServiceGrpc.getUnmuteThreadMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getUnmuteThreadMethod = NotificationServiceGrpc.getUnmuteThreadMethod) == null) {
          NotificationServiceGrpc.getUnmuteThreadMethod = getUnmuteThreadMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.UnmuteThreadRequest, skein.notification.v1.UnmuteThreadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnmuteThread"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.UnmuteThreadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.UnmuteThreadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("UnmuteThread"))
              .build();
        }
      }
    }
    return getUnmuteThreadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.GetThreadMuteRequest,
      skein.notification.v1.GetThreadMuteResponse> getGetThreadMuteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetThreadMute",
      requestType = skein.notification.v1.GetThreadMuteRequest.class,
      responseType = skein.notification.v1.GetThreadMuteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.GetThreadMuteRequest,
      skein.notification.v1.GetThreadMuteResponse> getGetThreadMuteMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.GetThreadMuteRequest, skein.notification.v1.GetThreadMuteResponse> getGetThreadMuteMethod;
    if ((getGetThreadMuteMethod = NotificationServiceGrpc.getGetThreadMuteMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getGetThreadMuteMethod = NotificationServiceGrpc.getGetThreadMuteMethod) == null) {
          NotificationServiceGrpc.getGetThreadMuteMethod = getGetThreadMuteMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.GetThreadMuteRequest, skein.notification.v1.GetThreadMuteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetThreadMute"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetThreadMuteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.GetThreadMuteResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("GetThreadMute"))
              .build();
        }
      }
    }
    return getGetThreadMuteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.ListMutedThreadsRequest,
      skein.notification.v1.ListMutedThreadsResponse> getListMutedThreadsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListMutedThreads",
      requestType = skein.notification.v1.ListMutedThreadsRequest.class,
      responseType = skein.notification.v1.ListMutedThreadsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.notification.v1.ListMutedThreadsRequest,
      skein.notification.v1.ListMutedThreadsResponse> getListMutedThreadsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.ListMutedThreadsRequest, skein.notification.v1.ListMutedThreadsResponse> getListMutedThreadsMethod;
    if ((getListMutedThreadsMethod = NotificationServiceGrpc.getListMutedThreadsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getListMutedThreadsMethod = NotificationServiceGrpc.getListMutedThreadsMethod) == null) {
          NotificationServiceGrpc.getListMutedThreadsMethod = getListMutedThreadsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.ListMutedThreadsRequest, skein.notification.v1.ListMutedThreadsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListMutedThreads"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListMutedThreadsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.ListMutedThreadsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("ListMutedThreads"))
              .build();
        }
      }
    }
    return getListMutedThreadsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.notification.v1.StreamNotificationsRequest,
      skein.notification.v1.StreamNotificationsResponse> getStreamNotificationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamNotifications",
      requestType = skein.notification.v1.StreamNotificationsRequest.class,
      responseType = skein.notification.v1.StreamNotificationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<skein.notification.v1.StreamNotificationsRequest,
      skein.notification.v1.StreamNotificationsResponse> getStreamNotificationsMethod() {
    io.grpc.MethodDescriptor<skein.notification.v1.StreamNotificationsRequest, skein.notification.v1.StreamNotificationsResponse> getStreamNotificationsMethod;
    if ((getStreamNotificationsMethod = NotificationServiceGrpc.getStreamNotificationsMethod) == null) {
      synchronized (NotificationServiceGrpc.class) {
        if ((getStreamNotificationsMethod = NotificationServiceGrpc.getStreamNotificationsMethod) == null) {
          NotificationServiceGrpc.getStreamNotificationsMethod = getStreamNotificationsMethod =
              io.grpc.MethodDescriptor.<skein.notification.v1.StreamNotificationsRequest, skein.notification.v1.StreamNotificationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamNotifications"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.StreamNotificationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.notification.v1.StreamNotificationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new NotificationServiceMethodDescriptorSupplier("StreamNotifications"))
              .build();
        }
      }
    }
    return getStreamNotificationsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static NotificationServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<NotificationServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<NotificationServiceStub>() {
        @java.lang.Override
        public NotificationServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new NotificationServiceStub(channel, callOptions);
        }
      };
    return NotificationServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static NotificationServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<NotificationServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<NotificationServiceBlockingV2Stub>() {
        @java.lang.Override
        public NotificationServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new NotificationServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return NotificationServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static NotificationServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<NotificationServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<NotificationServiceBlockingStub>() {
        @java.lang.Override
        public NotificationServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new NotificationServiceBlockingStub(channel, callOptions);
        }
      };
    return NotificationServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static NotificationServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<NotificationServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<NotificationServiceFutureStub>() {
        @java.lang.Override
        public NotificationServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new NotificationServiceFutureStub(channel, callOptions);
        }
      };
    return NotificationServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the caller's notifications, newest first. Actions of one kind, towards one post, on one day (UTC) are one
     * notification. Actions that were undone, and those whose post or actor no longer exists, are left out.
     * </pre>
     */
    default void listNotifications(skein.notification.v1.ListNotificationsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListNotificationsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people of one notification, the latest action first.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void listNotificationActors(skein.notification.v1.ListNotificationActorsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationActorsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListNotificationActorsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the number of notifications newer than the last one marked read. Those that ListNotifications leaves out since they
     * were stored, because of a block, a mute or a deactivation, are counted until they are marked read.
     * </pre>
     */
    default void getUnreadCount(skein.notification.v1.GetUnreadCountRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetUnreadCountResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUnreadCountMethod(), responseObserver);
    }

    /**
     * <pre>
     * Marks all notifications up to one as read, on every device. A mark below the current one changes nothing.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void markRead(skein.notification.v1.MarkReadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.MarkReadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMarkReadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the caller's settings: for each kind, whose actions notify.
     * </pre>
     */
    default void getNotificationSettings(skein.notification.v1.GetNotificationSettingsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetNotificationSettingsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetNotificationSettingsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes the settings of the given kinds. They apply to later actions.
     * </pre>
     */
    default void updateNotificationSettings(skein.notification.v1.UpdateNotificationSettingsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.UpdateNotificationSettingsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateNotificationSettingsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Mutes the thread of a post: its notifications are left out, and its later actions make none.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void muteThread(skein.notification.v1.MuteThreadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.MuteThreadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMuteThreadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Unmutes the thread of a post. A muted thread can be unmuted by the id of its first post even when that post is gone.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void unmuteThread(skein.notification.v1.UnmuteThreadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.UnmuteThreadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnmuteThreadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says whether the caller muted the thread of a post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void getThreadMute(skein.notification.v1.GetThreadMuteRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetThreadMuteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetThreadMuteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the threads that the caller muted, the newest thread first.
     * </pre>
     */
    default void listMutedThreads(skein.notification.v1.ListMutedThreadsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListMutedThreadsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMutedThreadsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sends new notifications of the caller in the order of arrival, the ids of notifications that no longer exist, and the
     * read marks of other devices. Clients insert by id. A notification with a new action gets a new id: the stream sends
     * it again and removes the old id. It removes what it has sent, and what the list had that gave its token: a client that
     * lists again streams from the new token.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    default void streamNotifications(skein.notification.v1.StreamNotificationsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.StreamNotificationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamNotificationsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service NotificationService.
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public static abstract class NotificationServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return NotificationServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service NotificationService.
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public static final class NotificationServiceStub
      extends io.grpc.stub.AbstractAsyncStub<NotificationServiceStub> {
    private NotificationServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected NotificationServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new NotificationServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the caller's notifications, newest first. Actions of one kind, towards one post, on one day (UTC) are one
     * notification. Actions that were undone, and those whose post or actor no longer exists, are left out.
     * </pre>
     */
    public void listNotifications(skein.notification.v1.ListNotificationsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListNotificationsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people of one notification, the latest action first.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void listNotificationActors(skein.notification.v1.ListNotificationActorsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationActorsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListNotificationActorsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the number of notifications newer than the last one marked read. Those that ListNotifications leaves out since they
     * were stored, because of a block, a mute or a deactivation, are counted until they are marked read.
     * </pre>
     */
    public void getUnreadCount(skein.notification.v1.GetUnreadCountRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetUnreadCountResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUnreadCountMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Marks all notifications up to one as read, on every device. A mark below the current one changes nothing.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void markRead(skein.notification.v1.MarkReadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.MarkReadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMarkReadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the caller's settings: for each kind, whose actions notify.
     * </pre>
     */
    public void getNotificationSettings(skein.notification.v1.GetNotificationSettingsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetNotificationSettingsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetNotificationSettingsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes the settings of the given kinds. They apply to later actions.
     * </pre>
     */
    public void updateNotificationSettings(skein.notification.v1.UpdateNotificationSettingsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.UpdateNotificationSettingsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateNotificationSettingsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Mutes the thread of a post: its notifications are left out, and its later actions make none.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void muteThread(skein.notification.v1.MuteThreadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.MuteThreadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMuteThreadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Unmutes the thread of a post. A muted thread can be unmuted by the id of its first post even when that post is gone.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void unmuteThread(skein.notification.v1.UnmuteThreadRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.UnmuteThreadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnmuteThreadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says whether the caller muted the thread of a post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void getThreadMute(skein.notification.v1.GetThreadMuteRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.GetThreadMuteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetThreadMuteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the threads that the caller muted, the newest thread first.
     * </pre>
     */
    public void listMutedThreads(skein.notification.v1.ListMutedThreadsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.ListMutedThreadsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMutedThreadsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sends new notifications of the caller in the order of arrival, the ids of notifications that no longer exist, and the
     * read marks of other devices. Clients insert by id. A notification with a new action gets a new id: the stream sends
     * it again and removes the old id. It removes what it has sent, and what the list had that gave its token: a client that
     * lists again streams from the new token.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public void streamNotifications(skein.notification.v1.StreamNotificationsRequest request,
        io.grpc.stub.StreamObserver<skein.notification.v1.StreamNotificationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamNotificationsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service NotificationService.
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public static final class NotificationServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<NotificationServiceBlockingV2Stub> {
    private NotificationServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected NotificationServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new NotificationServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the caller's notifications, newest first. Actions of one kind, towards one post, on one day (UTC) are one
     * notification. Actions that were undone, and those whose post or actor no longer exists, are left out.
     * </pre>
     */
    public skein.notification.v1.ListNotificationsResponse listNotifications(skein.notification.v1.ListNotificationsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListNotificationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people of one notification, the latest action first.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.ListNotificationActorsResponse listNotificationActors(skein.notification.v1.ListNotificationActorsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListNotificationActorsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the number of notifications newer than the last one marked read. Those that ListNotifications leaves out since they
     * were stored, because of a block, a mute or a deactivation, are counted until they are marked read.
     * </pre>
     */
    public skein.notification.v1.GetUnreadCountResponse getUnreadCount(skein.notification.v1.GetUnreadCountRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUnreadCountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Marks all notifications up to one as read, on every device. A mark below the current one changes nothing.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.MarkReadResponse markRead(skein.notification.v1.MarkReadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMarkReadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the caller's settings: for each kind, whose actions notify.
     * </pre>
     */
    public skein.notification.v1.GetNotificationSettingsResponse getNotificationSettings(skein.notification.v1.GetNotificationSettingsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetNotificationSettingsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the settings of the given kinds. They apply to later actions.
     * </pre>
     */
    public skein.notification.v1.UpdateNotificationSettingsResponse updateNotificationSettings(skein.notification.v1.UpdateNotificationSettingsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateNotificationSettingsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Mutes the thread of a post: its notifications are left out, and its later actions make none.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.MuteThreadResponse muteThread(skein.notification.v1.MuteThreadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMuteThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Unmutes the thread of a post. A muted thread can be unmuted by the id of its first post even when that post is gone.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.UnmuteThreadResponse unmuteThread(skein.notification.v1.UnmuteThreadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnmuteThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether the caller muted the thread of a post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.GetThreadMuteResponse getThreadMute(skein.notification.v1.GetThreadMuteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetThreadMuteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the threads that the caller muted, the newest thread first.
     * </pre>
     */
    public skein.notification.v1.ListMutedThreadsResponse listMutedThreads(skein.notification.v1.ListMutedThreadsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMutedThreadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends new notifications of the caller in the order of arrival, the ids of notifications that no longer exist, and the
     * read marks of other devices. Clients insert by id. A notification with a new action gets a new id: the stream sends
     * it again and removes the old id. It removes what it has sent, and what the list had that gave its token: a client that
     * lists again streams from the new token.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, skein.notification.v1.StreamNotificationsResponse>
        streamNotifications(skein.notification.v1.StreamNotificationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamNotificationsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service NotificationService.
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public static final class NotificationServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<NotificationServiceBlockingStub> {
    private NotificationServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected NotificationServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new NotificationServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the caller's notifications, newest first. Actions of one kind, towards one post, on one day (UTC) are one
     * notification. Actions that were undone, and those whose post or actor no longer exists, are left out.
     * </pre>
     */
    public skein.notification.v1.ListNotificationsResponse listNotifications(skein.notification.v1.ListNotificationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListNotificationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people of one notification, the latest action first.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.ListNotificationActorsResponse listNotificationActors(skein.notification.v1.ListNotificationActorsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListNotificationActorsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the number of notifications newer than the last one marked read. Those that ListNotifications leaves out since they
     * were stored, because of a block, a mute or a deactivation, are counted until they are marked read.
     * </pre>
     */
    public skein.notification.v1.GetUnreadCountResponse getUnreadCount(skein.notification.v1.GetUnreadCountRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUnreadCountMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Marks all notifications up to one as read, on every device. A mark below the current one changes nothing.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.MarkReadResponse markRead(skein.notification.v1.MarkReadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMarkReadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the caller's settings: for each kind, whose actions notify.
     * </pre>
     */
    public skein.notification.v1.GetNotificationSettingsResponse getNotificationSettings(skein.notification.v1.GetNotificationSettingsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetNotificationSettingsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the settings of the given kinds. They apply to later actions.
     * </pre>
     */
    public skein.notification.v1.UpdateNotificationSettingsResponse updateNotificationSettings(skein.notification.v1.UpdateNotificationSettingsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateNotificationSettingsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Mutes the thread of a post: its notifications are left out, and its later actions make none.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.MuteThreadResponse muteThread(skein.notification.v1.MuteThreadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMuteThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Unmutes the thread of a post. A muted thread can be unmuted by the id of its first post even when that post is gone.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.UnmuteThreadResponse unmuteThread(skein.notification.v1.UnmuteThreadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnmuteThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether the caller muted the thread of a post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.notification.v1.GetThreadMuteResponse getThreadMute(skein.notification.v1.GetThreadMuteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetThreadMuteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the threads that the caller muted, the newest thread first.
     * </pre>
     */
    public skein.notification.v1.ListMutedThreadsResponse listMutedThreads(skein.notification.v1.ListMutedThreadsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMutedThreadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends new notifications of the caller in the order of arrival, the ids of notifications that no longer exist, and the
     * read marks of other devices. Clients insert by id. A notification with a new action gets a new id: the stream sends
     * it again and removes the old id. It removes what it has sent, and what the list had that gave its token: a client that
     * lists again streams from the new token.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public java.util.Iterator<skein.notification.v1.StreamNotificationsResponse> streamNotifications(
        skein.notification.v1.StreamNotificationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamNotificationsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service NotificationService.
   * <pre>
   * NotificationService notifies people of actions of others towards them. There are no notifications about blocked or
   * muted people, about muted threads, or about one's own actions. Notifications are kept for 90 days.
   * </pre>
   */
  public static final class NotificationServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<NotificationServiceFutureStub> {
    private NotificationServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected NotificationServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new NotificationServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the caller's notifications, newest first. Actions of one kind, towards one post, on one day (UTC) are one
     * notification. Actions that were undone, and those whose post or actor no longer exists, are left out.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.ListNotificationsResponse> listNotifications(
        skein.notification.v1.ListNotificationsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListNotificationsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people of one notification, the latest action first.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.ListNotificationActorsResponse> listNotificationActors(
        skein.notification.v1.ListNotificationActorsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListNotificationActorsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the number of notifications newer than the last one marked read. Those that ListNotifications leaves out since they
     * were stored, because of a block, a mute or a deactivation, are counted until they are marked read.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.GetUnreadCountResponse> getUnreadCount(
        skein.notification.v1.GetUnreadCountRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUnreadCountMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Marks all notifications up to one as read, on every device. A mark below the current one changes nothing.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.MarkReadResponse> markRead(
        skein.notification.v1.MarkReadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMarkReadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the caller's settings: for each kind, whose actions notify.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.GetNotificationSettingsResponse> getNotificationSettings(
        skein.notification.v1.GetNotificationSettingsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetNotificationSettingsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes the settings of the given kinds. They apply to later actions.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.UpdateNotificationSettingsResponse> updateNotificationSettings(
        skein.notification.v1.UpdateNotificationSettingsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateNotificationSettingsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Mutes the thread of a post: its notifications are left out, and its later actions make none.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.MuteThreadResponse> muteThread(
        skein.notification.v1.MuteThreadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMuteThreadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Unmutes the thread of a post. A muted thread can be unmuted by the id of its first post even when that post is gone.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.UnmuteThreadResponse> unmuteThread(
        skein.notification.v1.UnmuteThreadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnmuteThreadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says whether the caller muted the thread of a post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.GetThreadMuteResponse> getThreadMute(
        skein.notification.v1.GetThreadMuteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetThreadMuteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the threads that the caller muted, the newest thread first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.notification.v1.ListMutedThreadsResponse> listMutedThreads(
        skein.notification.v1.ListMutedThreadsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMutedThreadsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_NOTIFICATIONS = 0;
  private static final int METHODID_LIST_NOTIFICATION_ACTORS = 1;
  private static final int METHODID_GET_UNREAD_COUNT = 2;
  private static final int METHODID_MARK_READ = 3;
  private static final int METHODID_GET_NOTIFICATION_SETTINGS = 4;
  private static final int METHODID_UPDATE_NOTIFICATION_SETTINGS = 5;
  private static final int METHODID_MUTE_THREAD = 6;
  private static final int METHODID_UNMUTE_THREAD = 7;
  private static final int METHODID_GET_THREAD_MUTE = 8;
  private static final int METHODID_LIST_MUTED_THREADS = 9;
  private static final int METHODID_STREAM_NOTIFICATIONS = 10;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_LIST_NOTIFICATIONS:
          serviceImpl.listNotifications((skein.notification.v1.ListNotificationsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationsResponse>) responseObserver);
          break;
        case METHODID_LIST_NOTIFICATION_ACTORS:
          serviceImpl.listNotificationActors((skein.notification.v1.ListNotificationActorsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.ListNotificationActorsResponse>) responseObserver);
          break;
        case METHODID_GET_UNREAD_COUNT:
          serviceImpl.getUnreadCount((skein.notification.v1.GetUnreadCountRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.GetUnreadCountResponse>) responseObserver);
          break;
        case METHODID_MARK_READ:
          serviceImpl.markRead((skein.notification.v1.MarkReadRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.MarkReadResponse>) responseObserver);
          break;
        case METHODID_GET_NOTIFICATION_SETTINGS:
          serviceImpl.getNotificationSettings((skein.notification.v1.GetNotificationSettingsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.GetNotificationSettingsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_NOTIFICATION_SETTINGS:
          serviceImpl.updateNotificationSettings((skein.notification.v1.UpdateNotificationSettingsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.UpdateNotificationSettingsResponse>) responseObserver);
          break;
        case METHODID_MUTE_THREAD:
          serviceImpl.muteThread((skein.notification.v1.MuteThreadRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.MuteThreadResponse>) responseObserver);
          break;
        case METHODID_UNMUTE_THREAD:
          serviceImpl.unmuteThread((skein.notification.v1.UnmuteThreadRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.UnmuteThreadResponse>) responseObserver);
          break;
        case METHODID_GET_THREAD_MUTE:
          serviceImpl.getThreadMute((skein.notification.v1.GetThreadMuteRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.GetThreadMuteResponse>) responseObserver);
          break;
        case METHODID_LIST_MUTED_THREADS:
          serviceImpl.listMutedThreads((skein.notification.v1.ListMutedThreadsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.ListMutedThreadsResponse>) responseObserver);
          break;
        case METHODID_STREAM_NOTIFICATIONS:
          serviceImpl.streamNotifications((skein.notification.v1.StreamNotificationsRequest) request,
              (io.grpc.stub.StreamObserver<skein.notification.v1.StreamNotificationsResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getListNotificationsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.ListNotificationsRequest,
              skein.notification.v1.ListNotificationsResponse>(
                service, METHODID_LIST_NOTIFICATIONS)))
        .addMethod(
          getListNotificationActorsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.ListNotificationActorsRequest,
              skein.notification.v1.ListNotificationActorsResponse>(
                service, METHODID_LIST_NOTIFICATION_ACTORS)))
        .addMethod(
          getGetUnreadCountMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.GetUnreadCountRequest,
              skein.notification.v1.GetUnreadCountResponse>(
                service, METHODID_GET_UNREAD_COUNT)))
        .addMethod(
          getMarkReadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.MarkReadRequest,
              skein.notification.v1.MarkReadResponse>(
                service, METHODID_MARK_READ)))
        .addMethod(
          getGetNotificationSettingsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.GetNotificationSettingsRequest,
              skein.notification.v1.GetNotificationSettingsResponse>(
                service, METHODID_GET_NOTIFICATION_SETTINGS)))
        .addMethod(
          getUpdateNotificationSettingsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.UpdateNotificationSettingsRequest,
              skein.notification.v1.UpdateNotificationSettingsResponse>(
                service, METHODID_UPDATE_NOTIFICATION_SETTINGS)))
        .addMethod(
          getMuteThreadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.MuteThreadRequest,
              skein.notification.v1.MuteThreadResponse>(
                service, METHODID_MUTE_THREAD)))
        .addMethod(
          getUnmuteThreadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.UnmuteThreadRequest,
              skein.notification.v1.UnmuteThreadResponse>(
                service, METHODID_UNMUTE_THREAD)))
        .addMethod(
          getGetThreadMuteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.GetThreadMuteRequest,
              skein.notification.v1.GetThreadMuteResponse>(
                service, METHODID_GET_THREAD_MUTE)))
        .addMethod(
          getListMutedThreadsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.notification.v1.ListMutedThreadsRequest,
              skein.notification.v1.ListMutedThreadsResponse>(
                service, METHODID_LIST_MUTED_THREADS)))
        .addMethod(
          getStreamNotificationsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              skein.notification.v1.StreamNotificationsRequest,
              skein.notification.v1.StreamNotificationsResponse>(
                service, METHODID_STREAM_NOTIFICATIONS)))
        .build();
  }

  private static abstract class NotificationServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    NotificationServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.notification.v1.NotificationServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("NotificationService");
    }
  }

  private static final class NotificationServiceFileDescriptorSupplier
      extends NotificationServiceBaseDescriptorSupplier {
    NotificationServiceFileDescriptorSupplier() {}
  }

  private static final class NotificationServiceMethodDescriptorSupplier
      extends NotificationServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    NotificationServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (NotificationServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new NotificationServiceFileDescriptorSupplier())
              .addMethod(getListNotificationsMethod())
              .addMethod(getListNotificationActorsMethod())
              .addMethod(getGetUnreadCountMethod())
              .addMethod(getMarkReadMethod())
              .addMethod(getGetNotificationSettingsMethod())
              .addMethod(getUpdateNotificationSettingsMethod())
              .addMethod(getMuteThreadMethod())
              .addMethod(getUnmuteThreadMethod())
              .addMethod(getGetThreadMuteMethod())
              .addMethod(getListMutedThreadsMethod())
              .addMethod(getStreamNotificationsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
