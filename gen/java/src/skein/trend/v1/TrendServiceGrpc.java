package skein.trend.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * TrendService gives hashtags and words that are currently used more than usual.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class TrendServiceGrpc {

  private TrendServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.trend.v1.TrendService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.trend.v1.ListTrendsRequest,
      skein.trend.v1.ListTrendsResponse> getListTrendsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTrends",
      requestType = skein.trend.v1.ListTrendsRequest.class,
      responseType = skein.trend.v1.ListTrendsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.trend.v1.ListTrendsRequest,
      skein.trend.v1.ListTrendsResponse> getListTrendsMethod() {
    io.grpc.MethodDescriptor<skein.trend.v1.ListTrendsRequest, skein.trend.v1.ListTrendsResponse> getListTrendsMethod;
    if ((getListTrendsMethod = TrendServiceGrpc.getListTrendsMethod) == null) {
      synchronized (TrendServiceGrpc.class) {
        if ((getListTrendsMethod = TrendServiceGrpc.getListTrendsMethod) == null) {
          TrendServiceGrpc.getListTrendsMethod = getListTrendsMethod =
              io.grpc.MethodDescriptor.<skein.trend.v1.ListTrendsRequest, skein.trend.v1.ListTrendsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTrends"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.ListTrendsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.ListTrendsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TrendServiceMethodDescriptorSupplier("ListTrends"))
              .build();
        }
      }
    }
    return getListTrendsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.trend.v1.ListTrendRegionsRequest,
      skein.trend.v1.ListTrendRegionsResponse> getListTrendRegionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTrendRegions",
      requestType = skein.trend.v1.ListTrendRegionsRequest.class,
      responseType = skein.trend.v1.ListTrendRegionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.trend.v1.ListTrendRegionsRequest,
      skein.trend.v1.ListTrendRegionsResponse> getListTrendRegionsMethod() {
    io.grpc.MethodDescriptor<skein.trend.v1.ListTrendRegionsRequest, skein.trend.v1.ListTrendRegionsResponse> getListTrendRegionsMethod;
    if ((getListTrendRegionsMethod = TrendServiceGrpc.getListTrendRegionsMethod) == null) {
      synchronized (TrendServiceGrpc.class) {
        if ((getListTrendRegionsMethod = TrendServiceGrpc.getListTrendRegionsMethod) == null) {
          TrendServiceGrpc.getListTrendRegionsMethod = getListTrendRegionsMethod =
              io.grpc.MethodDescriptor.<skein.trend.v1.ListTrendRegionsRequest, skein.trend.v1.ListTrendRegionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTrendRegions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.ListTrendRegionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.ListTrendRegionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TrendServiceMethodDescriptorSupplier("ListTrendRegions"))
              .build();
        }
      }
    }
    return getListTrendRegionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.trend.v1.StreamTrendsRequest,
      skein.trend.v1.StreamTrendsResponse> getStreamTrendsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamTrends",
      requestType = skein.trend.v1.StreamTrendsRequest.class,
      responseType = skein.trend.v1.StreamTrendsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<skein.trend.v1.StreamTrendsRequest,
      skein.trend.v1.StreamTrendsResponse> getStreamTrendsMethod() {
    io.grpc.MethodDescriptor<skein.trend.v1.StreamTrendsRequest, skein.trend.v1.StreamTrendsResponse> getStreamTrendsMethod;
    if ((getStreamTrendsMethod = TrendServiceGrpc.getStreamTrendsMethod) == null) {
      synchronized (TrendServiceGrpc.class) {
        if ((getStreamTrendsMethod = TrendServiceGrpc.getStreamTrendsMethod) == null) {
          TrendServiceGrpc.getStreamTrendsMethod = getStreamTrendsMethod =
              io.grpc.MethodDescriptor.<skein.trend.v1.StreamTrendsRequest, skein.trend.v1.StreamTrendsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamTrends"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.StreamTrendsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.trend.v1.StreamTrendsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TrendServiceMethodDescriptorSupplier("StreamTrends"))
              .build();
        }
      }
    }
    return getStreamTrendsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static TrendServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TrendServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TrendServiceStub>() {
        @java.lang.Override
        public TrendServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TrendServiceStub(channel, callOptions);
        }
      };
    return TrendServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static TrendServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TrendServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TrendServiceBlockingV2Stub>() {
        @java.lang.Override
        public TrendServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TrendServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return TrendServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static TrendServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TrendServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TrendServiceBlockingStub>() {
        @java.lang.Override
        public TrendServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TrendServiceBlockingStub(channel, callOptions);
        }
      };
    return TrendServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static TrendServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TrendServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TrendServiceFutureStub>() {
        @java.lang.Override
        public TrendServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TrendServiceFutureStub(channel, callOptions);
        }
      };
    return TrendServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the trends of one region, or of all regions, strongest first. Strength is the use of the last hour relative to
     * the usual rate, not the amount of use. A region without enough posts has no trends.
     * </pre>
     */
    default void listTrends(skein.trend.v1.ListTrendsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTrendsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the regions that have trends now, the one with the most posts first.
     * </pre>
     */
    default void listTrendRegions(skein.trend.v1.ListTrendRegionsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendRegionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTrendRegionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sends the whole list of trends of one region whenever it changes. A resumed stream sends the newest list, unless the
     * client already has it.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    default void streamTrends(skein.trend.v1.StreamTrendsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.StreamTrendsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamTrendsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service TrendService.
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public static abstract class TrendServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return TrendServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service TrendService.
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public static final class TrendServiceStub
      extends io.grpc.stub.AbstractAsyncStub<TrendServiceStub> {
    private TrendServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TrendServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TrendServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the trends of one region, or of all regions, strongest first. Strength is the use of the last hour relative to
     * the usual rate, not the amount of use. A region without enough posts has no trends.
     * </pre>
     */
    public void listTrends(skein.trend.v1.ListTrendsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTrendsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the regions that have trends now, the one with the most posts first.
     * </pre>
     */
    public void listTrendRegions(skein.trend.v1.ListTrendRegionsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendRegionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTrendRegionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sends the whole list of trends of one region whenever it changes. A resumed stream sends the newest list, unless the
     * client already has it.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public void streamTrends(skein.trend.v1.StreamTrendsRequest request,
        io.grpc.stub.StreamObserver<skein.trend.v1.StreamTrendsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamTrendsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service TrendService.
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public static final class TrendServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<TrendServiceBlockingV2Stub> {
    private TrendServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TrendServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TrendServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the trends of one region, or of all regions, strongest first. Strength is the use of the last hour relative to
     * the usual rate, not the amount of use. A region without enough posts has no trends.
     * </pre>
     */
    public skein.trend.v1.ListTrendsResponse listTrends(skein.trend.v1.ListTrendsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTrendsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the regions that have trends now, the one with the most posts first.
     * </pre>
     */
    public skein.trend.v1.ListTrendRegionsResponse listTrendRegions(skein.trend.v1.ListTrendRegionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTrendRegionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends the whole list of trends of one region whenever it changes. A resumed stream sends the newest list, unless the
     * client already has it.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, skein.trend.v1.StreamTrendsResponse>
        streamTrends(skein.trend.v1.StreamTrendsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamTrendsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service TrendService.
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public static final class TrendServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<TrendServiceBlockingStub> {
    private TrendServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TrendServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TrendServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the trends of one region, or of all regions, strongest first. Strength is the use of the last hour relative to
     * the usual rate, not the amount of use. A region without enough posts has no trends.
     * </pre>
     */
    public skein.trend.v1.ListTrendsResponse listTrends(skein.trend.v1.ListTrendsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTrendsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the regions that have trends now, the one with the most posts first.
     * </pre>
     */
    public skein.trend.v1.ListTrendRegionsResponse listTrendRegions(skein.trend.v1.ListTrendRegionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTrendRegionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends the whole list of trends of one region whenever it changes. A resumed stream sends the newest list, unless the
     * client already has it.
     * Ends with READER_TOO_SLOW, RESUME_TOKEN_TOO_OLD, DRAINING, TOKEN_EXPIRED or SESSION_REVOKED.
     * </pre>
     */
    public java.util.Iterator<skein.trend.v1.StreamTrendsResponse> streamTrends(
        skein.trend.v1.StreamTrendsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamTrendsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service TrendService.
   * <pre>
   * TrendService gives hashtags and words that are currently used more than usual.
   * </pre>
   */
  public static final class TrendServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<TrendServiceFutureStub> {
    private TrendServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TrendServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TrendServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the trends of one region, or of all regions, strongest first. Strength is the use of the last hour relative to
     * the usual rate, not the amount of use. A region without enough posts has no trends.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.trend.v1.ListTrendsResponse> listTrends(
        skein.trend.v1.ListTrendsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTrendsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the regions that have trends now, the one with the most posts first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.trend.v1.ListTrendRegionsResponse> listTrendRegions(
        skein.trend.v1.ListTrendRegionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTrendRegionsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_TRENDS = 0;
  private static final int METHODID_LIST_TREND_REGIONS = 1;
  private static final int METHODID_STREAM_TRENDS = 2;

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
        case METHODID_LIST_TRENDS:
          serviceImpl.listTrends((skein.trend.v1.ListTrendsRequest) request,
              (io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendsResponse>) responseObserver);
          break;
        case METHODID_LIST_TREND_REGIONS:
          serviceImpl.listTrendRegions((skein.trend.v1.ListTrendRegionsRequest) request,
              (io.grpc.stub.StreamObserver<skein.trend.v1.ListTrendRegionsResponse>) responseObserver);
          break;
        case METHODID_STREAM_TRENDS:
          serviceImpl.streamTrends((skein.trend.v1.StreamTrendsRequest) request,
              (io.grpc.stub.StreamObserver<skein.trend.v1.StreamTrendsResponse>) responseObserver);
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
          getListTrendsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.trend.v1.ListTrendsRequest,
              skein.trend.v1.ListTrendsResponse>(
                service, METHODID_LIST_TRENDS)))
        .addMethod(
          getListTrendRegionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.trend.v1.ListTrendRegionsRequest,
              skein.trend.v1.ListTrendRegionsResponse>(
                service, METHODID_LIST_TREND_REGIONS)))
        .addMethod(
          getStreamTrendsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              skein.trend.v1.StreamTrendsRequest,
              skein.trend.v1.StreamTrendsResponse>(
                service, METHODID_STREAM_TRENDS)))
        .build();
  }

  private static abstract class TrendServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    TrendServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.trend.v1.TrendServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("TrendService");
    }
  }

  private static final class TrendServiceFileDescriptorSupplier
      extends TrendServiceBaseDescriptorSupplier {
    TrendServiceFileDescriptorSupplier() {}
  }

  private static final class TrendServiceMethodDescriptorSupplier
      extends TrendServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    TrendServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (TrendServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new TrendServiceFileDescriptorSupplier())
              .addMethod(getListTrendsMethod())
              .addMethod(getListTrendRegionsMethod())
              .addMethod(getStreamTrendsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
