package skein.timeline.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * TimelineService gives timelines, in pages and as live streams.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class TimelineServiceGrpc {

  private TimelineServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.timeline.v1.TimelineService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.timeline.v1.ListHomeTimelineRequest,
      skein.timeline.v1.ListHomeTimelineResponse> getListHomeTimelineMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListHomeTimeline",
      requestType = skein.timeline.v1.ListHomeTimelineRequest.class,
      responseType = skein.timeline.v1.ListHomeTimelineResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.timeline.v1.ListHomeTimelineRequest,
      skein.timeline.v1.ListHomeTimelineResponse> getListHomeTimelineMethod() {
    io.grpc.MethodDescriptor<skein.timeline.v1.ListHomeTimelineRequest, skein.timeline.v1.ListHomeTimelineResponse> getListHomeTimelineMethod;
    if ((getListHomeTimelineMethod = TimelineServiceGrpc.getListHomeTimelineMethod) == null) {
      synchronized (TimelineServiceGrpc.class) {
        if ((getListHomeTimelineMethod = TimelineServiceGrpc.getListHomeTimelineMethod) == null) {
          TimelineServiceGrpc.getListHomeTimelineMethod = getListHomeTimelineMethod =
              io.grpc.MethodDescriptor.<skein.timeline.v1.ListHomeTimelineRequest, skein.timeline.v1.ListHomeTimelineResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListHomeTimeline"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.ListHomeTimelineRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.ListHomeTimelineResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TimelineServiceMethodDescriptorSupplier("ListHomeTimeline"))
              .build();
        }
      }
    }
    return getListHomeTimelineMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.timeline.v1.ListUserTimelineRequest,
      skein.timeline.v1.ListUserTimelineResponse> getListUserTimelineMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListUserTimeline",
      requestType = skein.timeline.v1.ListUserTimelineRequest.class,
      responseType = skein.timeline.v1.ListUserTimelineResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.timeline.v1.ListUserTimelineRequest,
      skein.timeline.v1.ListUserTimelineResponse> getListUserTimelineMethod() {
    io.grpc.MethodDescriptor<skein.timeline.v1.ListUserTimelineRequest, skein.timeline.v1.ListUserTimelineResponse> getListUserTimelineMethod;
    if ((getListUserTimelineMethod = TimelineServiceGrpc.getListUserTimelineMethod) == null) {
      synchronized (TimelineServiceGrpc.class) {
        if ((getListUserTimelineMethod = TimelineServiceGrpc.getListUserTimelineMethod) == null) {
          TimelineServiceGrpc.getListUserTimelineMethod = getListUserTimelineMethod =
              io.grpc.MethodDescriptor.<skein.timeline.v1.ListUserTimelineRequest, skein.timeline.v1.ListUserTimelineResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListUserTimeline"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.ListUserTimelineRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.ListUserTimelineResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TimelineServiceMethodDescriptorSupplier("ListUserTimeline"))
              .build();
        }
      }
    }
    return getListUserTimelineMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.timeline.v1.StreamHomeTimelineRequest,
      skein.timeline.v1.StreamHomeTimelineResponse> getStreamHomeTimelineMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamHomeTimeline",
      requestType = skein.timeline.v1.StreamHomeTimelineRequest.class,
      responseType = skein.timeline.v1.StreamHomeTimelineResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<skein.timeline.v1.StreamHomeTimelineRequest,
      skein.timeline.v1.StreamHomeTimelineResponse> getStreamHomeTimelineMethod() {
    io.grpc.MethodDescriptor<skein.timeline.v1.StreamHomeTimelineRequest, skein.timeline.v1.StreamHomeTimelineResponse> getStreamHomeTimelineMethod;
    if ((getStreamHomeTimelineMethod = TimelineServiceGrpc.getStreamHomeTimelineMethod) == null) {
      synchronized (TimelineServiceGrpc.class) {
        if ((getStreamHomeTimelineMethod = TimelineServiceGrpc.getStreamHomeTimelineMethod) == null) {
          TimelineServiceGrpc.getStreamHomeTimelineMethod = getStreamHomeTimelineMethod =
              io.grpc.MethodDescriptor.<skein.timeline.v1.StreamHomeTimelineRequest, skein.timeline.v1.StreamHomeTimelineResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamHomeTimeline"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.StreamHomeTimelineRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.timeline.v1.StreamHomeTimelineResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TimelineServiceMethodDescriptorSupplier("StreamHomeTimeline"))
              .build();
        }
      }
    }
    return getStreamHomeTimelineMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static TimelineServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TimelineServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TimelineServiceStub>() {
        @java.lang.Override
        public TimelineServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TimelineServiceStub(channel, callOptions);
        }
      };
    return TimelineServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static TimelineServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TimelineServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TimelineServiceBlockingV2Stub>() {
        @java.lang.Override
        public TimelineServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TimelineServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return TimelineServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static TimelineServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TimelineServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TimelineServiceBlockingStub>() {
        @java.lang.Override
        public TimelineServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TimelineServiceBlockingStub(channel, callOptions);
        }
      };
    return TimelineServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static TimelineServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TimelineServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TimelineServiceFutureStub>() {
        @java.lang.Override
        public TimelineServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TimelineServiceFutureStub(channel, callOptions);
        }
      };
    return TimelineServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the posts and reposts of the caller and of everyone they follow, strictly newest first, without duplicates. A
     * repost is folded (left out) if the post itself, or an earlier repost of it, is in the same timeline within the 12 h
     * before. It does not matter whether that earlier repost was folded.
     * </pre>
     */
    default void listHomeTimeline(skein.timeline.v1.ListHomeTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.ListHomeTimelineResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListHomeTimelineMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the posts and reposts of one person, strictly newest first.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void listUserTimeline(skein.timeline.v1.ListUserTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.ListUserTimelineResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListUserTimelineMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sends new entries of the caller's home timeline, in the order of arrival. Clients insert them by entry id.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    default void streamHomeTimeline(skein.timeline.v1.StreamHomeTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.StreamHomeTimelineResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamHomeTimelineMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service TimelineService.
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public static abstract class TimelineServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return TimelineServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service TimelineService.
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public static final class TimelineServiceStub
      extends io.grpc.stub.AbstractAsyncStub<TimelineServiceStub> {
    private TimelineServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TimelineServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TimelineServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the posts and reposts of the caller and of everyone they follow, strictly newest first, without duplicates. A
     * repost is folded (left out) if the post itself, or an earlier repost of it, is in the same timeline within the 12 h
     * before. It does not matter whether that earlier repost was folded.
     * </pre>
     */
    public void listHomeTimeline(skein.timeline.v1.ListHomeTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.ListHomeTimelineResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListHomeTimelineMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the posts and reposts of one person, strictly newest first.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void listUserTimeline(skein.timeline.v1.ListUserTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.ListUserTimelineResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListUserTimelineMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sends new entries of the caller's home timeline, in the order of arrival. Clients insert them by entry id.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public void streamHomeTimeline(skein.timeline.v1.StreamHomeTimelineRequest request,
        io.grpc.stub.StreamObserver<skein.timeline.v1.StreamHomeTimelineResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamHomeTimelineMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service TimelineService.
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public static final class TimelineServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<TimelineServiceBlockingV2Stub> {
    private TimelineServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TimelineServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TimelineServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the posts and reposts of the caller and of everyone they follow, strictly newest first, without duplicates. A
     * repost is folded (left out) if the post itself, or an earlier repost of it, is in the same timeline within the 12 h
     * before. It does not matter whether that earlier repost was folded.
     * </pre>
     */
    public skein.timeline.v1.ListHomeTimelineResponse listHomeTimeline(skein.timeline.v1.ListHomeTimelineRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListHomeTimelineMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the posts and reposts of one person, strictly newest first.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.timeline.v1.ListUserTimelineResponse listUserTimeline(skein.timeline.v1.ListUserTimelineRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListUserTimelineMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends new entries of the caller's home timeline, in the order of arrival. Clients insert them by entry id.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, skein.timeline.v1.StreamHomeTimelineResponse>
        streamHomeTimeline(skein.timeline.v1.StreamHomeTimelineRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamHomeTimelineMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service TimelineService.
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public static final class TimelineServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<TimelineServiceBlockingStub> {
    private TimelineServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TimelineServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TimelineServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the posts and reposts of the caller and of everyone they follow, strictly newest first, without duplicates. A
     * repost is folded (left out) if the post itself, or an earlier repost of it, is in the same timeline within the 12 h
     * before. It does not matter whether that earlier repost was folded.
     * </pre>
     */
    public skein.timeline.v1.ListHomeTimelineResponse listHomeTimeline(skein.timeline.v1.ListHomeTimelineRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListHomeTimelineMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the posts and reposts of one person, strictly newest first.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.timeline.v1.ListUserTimelineResponse listUserTimeline(skein.timeline.v1.ListUserTimelineRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListUserTimelineMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends new entries of the caller's home timeline, in the order of arrival. Clients insert them by entry id.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public java.util.Iterator<skein.timeline.v1.StreamHomeTimelineResponse> streamHomeTimeline(
        skein.timeline.v1.StreamHomeTimelineRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamHomeTimelineMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service TimelineService.
   * <pre>
   * TimelineService gives timelines, in pages and as live streams.
   * </pre>
   */
  public static final class TimelineServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<TimelineServiceFutureStub> {
    private TimelineServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TimelineServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TimelineServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the posts and reposts of the caller and of everyone they follow, strictly newest first, without duplicates. A
     * repost is folded (left out) if the post itself, or an earlier repost of it, is in the same timeline within the 12 h
     * before. It does not matter whether that earlier repost was folded.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.timeline.v1.ListHomeTimelineResponse> listHomeTimeline(
        skein.timeline.v1.ListHomeTimelineRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListHomeTimelineMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the posts and reposts of one person, strictly newest first.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.timeline.v1.ListUserTimelineResponse> listUserTimeline(
        skein.timeline.v1.ListUserTimelineRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListUserTimelineMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_HOME_TIMELINE = 0;
  private static final int METHODID_LIST_USER_TIMELINE = 1;
  private static final int METHODID_STREAM_HOME_TIMELINE = 2;

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
        case METHODID_LIST_HOME_TIMELINE:
          serviceImpl.listHomeTimeline((skein.timeline.v1.ListHomeTimelineRequest) request,
              (io.grpc.stub.StreamObserver<skein.timeline.v1.ListHomeTimelineResponse>) responseObserver);
          break;
        case METHODID_LIST_USER_TIMELINE:
          serviceImpl.listUserTimeline((skein.timeline.v1.ListUserTimelineRequest) request,
              (io.grpc.stub.StreamObserver<skein.timeline.v1.ListUserTimelineResponse>) responseObserver);
          break;
        case METHODID_STREAM_HOME_TIMELINE:
          serviceImpl.streamHomeTimeline((skein.timeline.v1.StreamHomeTimelineRequest) request,
              (io.grpc.stub.StreamObserver<skein.timeline.v1.StreamHomeTimelineResponse>) responseObserver);
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
          getListHomeTimelineMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.timeline.v1.ListHomeTimelineRequest,
              skein.timeline.v1.ListHomeTimelineResponse>(
                service, METHODID_LIST_HOME_TIMELINE)))
        .addMethod(
          getListUserTimelineMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.timeline.v1.ListUserTimelineRequest,
              skein.timeline.v1.ListUserTimelineResponse>(
                service, METHODID_LIST_USER_TIMELINE)))
        .addMethod(
          getStreamHomeTimelineMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              skein.timeline.v1.StreamHomeTimelineRequest,
              skein.timeline.v1.StreamHomeTimelineResponse>(
                service, METHODID_STREAM_HOME_TIMELINE)))
        .build();
  }

  private static abstract class TimelineServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    TimelineServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.timeline.v1.TimelineServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("TimelineService");
    }
  }

  private static final class TimelineServiceFileDescriptorSupplier
      extends TimelineServiceBaseDescriptorSupplier {
    TimelineServiceFileDescriptorSupplier() {}
  }

  private static final class TimelineServiceMethodDescriptorSupplier
      extends TimelineServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    TimelineServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (TimelineServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new TimelineServiceFileDescriptorSupplier())
              .addMethod(getListHomeTimelineMethod())
              .addMethod(getListUserTimelineMethod())
              .addMethod(getStreamHomeTimelineMethod())
              .build();
        }
      }
    }
    return result;
  }
}
