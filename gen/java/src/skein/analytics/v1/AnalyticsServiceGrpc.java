package skein.analytics.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AnalyticsService records actions and gives figures, reports and segments.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AnalyticsServiceGrpc {

  private AnalyticsServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.analytics.v1.AnalyticsService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.RecordActionsRequest,
      skein.analytics.v1.RecordActionsResponse> getRecordActionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RecordActions",
      requestType = skein.analytics.v1.RecordActionsRequest.class,
      responseType = skein.analytics.v1.RecordActionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.RecordActionsRequest,
      skein.analytics.v1.RecordActionsResponse> getRecordActionsMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.RecordActionsRequest, skein.analytics.v1.RecordActionsResponse> getRecordActionsMethod;
    if ((getRecordActionsMethod = AnalyticsServiceGrpc.getRecordActionsMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getRecordActionsMethod = AnalyticsServiceGrpc.getRecordActionsMethod) == null) {
          AnalyticsServiceGrpc.getRecordActionsMethod = getRecordActionsMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.RecordActionsRequest, skein.analytics.v1.RecordActionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RecordActions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.RecordActionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.RecordActionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("RecordActions"))
              .build();
        }
      }
    }
    return getRecordActionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.StreamActionsRequest,
      skein.analytics.v1.StreamActionsResponse> getStreamActionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamActions",
      requestType = skein.analytics.v1.StreamActionsRequest.class,
      responseType = skein.analytics.v1.StreamActionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.StreamActionsRequest,
      skein.analytics.v1.StreamActionsResponse> getStreamActionsMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.StreamActionsRequest, skein.analytics.v1.StreamActionsResponse> getStreamActionsMethod;
    if ((getStreamActionsMethod = AnalyticsServiceGrpc.getStreamActionsMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getStreamActionsMethod = AnalyticsServiceGrpc.getStreamActionsMethod) == null) {
          AnalyticsServiceGrpc.getStreamActionsMethod = getStreamActionsMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.StreamActionsRequest, skein.analytics.v1.StreamActionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamActions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.StreamActionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.StreamActionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("StreamActions"))
              .build();
        }
      }
    }
    return getStreamActionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.GetPostFiguresRequest,
      skein.analytics.v1.GetPostFiguresResponse> getGetPostFiguresMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetPostFigures",
      requestType = skein.analytics.v1.GetPostFiguresRequest.class,
      responseType = skein.analytics.v1.GetPostFiguresResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.GetPostFiguresRequest,
      skein.analytics.v1.GetPostFiguresResponse> getGetPostFiguresMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.GetPostFiguresRequest, skein.analytics.v1.GetPostFiguresResponse> getGetPostFiguresMethod;
    if ((getGetPostFiguresMethod = AnalyticsServiceGrpc.getGetPostFiguresMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getGetPostFiguresMethod = AnalyticsServiceGrpc.getGetPostFiguresMethod) == null) {
          AnalyticsServiceGrpc.getGetPostFiguresMethod = getGetPostFiguresMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.GetPostFiguresRequest, skein.analytics.v1.GetPostFiguresResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetPostFigures"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetPostFiguresRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetPostFiguresResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("GetPostFigures"))
              .build();
        }
      }
    }
    return getGetPostFiguresMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.GetAuthorFiguresRequest,
      skein.analytics.v1.GetAuthorFiguresResponse> getGetAuthorFiguresMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAuthorFigures",
      requestType = skein.analytics.v1.GetAuthorFiguresRequest.class,
      responseType = skein.analytics.v1.GetAuthorFiguresResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.GetAuthorFiguresRequest,
      skein.analytics.v1.GetAuthorFiguresResponse> getGetAuthorFiguresMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.GetAuthorFiguresRequest, skein.analytics.v1.GetAuthorFiguresResponse> getGetAuthorFiguresMethod;
    if ((getGetAuthorFiguresMethod = AnalyticsServiceGrpc.getGetAuthorFiguresMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getGetAuthorFiguresMethod = AnalyticsServiceGrpc.getGetAuthorFiguresMethod) == null) {
          AnalyticsServiceGrpc.getGetAuthorFiguresMethod = getGetAuthorFiguresMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.GetAuthorFiguresRequest, skein.analytics.v1.GetAuthorFiguresResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAuthorFigures"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetAuthorFiguresRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetAuthorFiguresResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("GetAuthorFigures"))
              .build();
        }
      }
    }
    return getGetAuthorFiguresMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.ListReportsRequest,
      skein.analytics.v1.ListReportsResponse> getListReportsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReports",
      requestType = skein.analytics.v1.ListReportsRequest.class,
      responseType = skein.analytics.v1.ListReportsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.ListReportsRequest,
      skein.analytics.v1.ListReportsResponse> getListReportsMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.ListReportsRequest, skein.analytics.v1.ListReportsResponse> getListReportsMethod;
    if ((getListReportsMethod = AnalyticsServiceGrpc.getListReportsMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getListReportsMethod = AnalyticsServiceGrpc.getListReportsMethod) == null) {
          AnalyticsServiceGrpc.getListReportsMethod = getListReportsMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.ListReportsRequest, skein.analytics.v1.ListReportsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReports"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListReportsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListReportsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("ListReports"))
              .build();
        }
      }
    }
    return getListReportsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.GetReportRequest,
      skein.analytics.v1.GetReportResponse> getGetReportMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetReport",
      requestType = skein.analytics.v1.GetReportRequest.class,
      responseType = skein.analytics.v1.GetReportResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.GetReportRequest,
      skein.analytics.v1.GetReportResponse> getGetReportMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.GetReportRequest, skein.analytics.v1.GetReportResponse> getGetReportMethod;
    if ((getGetReportMethod = AnalyticsServiceGrpc.getGetReportMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getGetReportMethod = AnalyticsServiceGrpc.getGetReportMethod) == null) {
          AnalyticsServiceGrpc.getGetReportMethod = getGetReportMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.GetReportRequest, skein.analytics.v1.GetReportResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetReport"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetReportRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetReportResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("GetReport"))
              .build();
        }
      }
    }
    return getGetReportMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentsRequest,
      skein.analytics.v1.ListSegmentsResponse> getListSegmentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSegments",
      requestType = skein.analytics.v1.ListSegmentsRequest.class,
      responseType = skein.analytics.v1.ListSegmentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentsRequest,
      skein.analytics.v1.ListSegmentsResponse> getListSegmentsMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentsRequest, skein.analytics.v1.ListSegmentsResponse> getListSegmentsMethod;
    if ((getListSegmentsMethod = AnalyticsServiceGrpc.getListSegmentsMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getListSegmentsMethod = AnalyticsServiceGrpc.getListSegmentsMethod) == null) {
          AnalyticsServiceGrpc.getListSegmentsMethod = getListSegmentsMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.ListSegmentsRequest, skein.analytics.v1.ListSegmentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSegments"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListSegmentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListSegmentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("ListSegments"))
              .build();
        }
      }
    }
    return getListSegmentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentMembersRequest,
      skein.analytics.v1.ListSegmentMembersResponse> getListSegmentMembersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSegmentMembers",
      requestType = skein.analytics.v1.ListSegmentMembersRequest.class,
      responseType = skein.analytics.v1.ListSegmentMembersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentMembersRequest,
      skein.analytics.v1.ListSegmentMembersResponse> getListSegmentMembersMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.ListSegmentMembersRequest, skein.analytics.v1.ListSegmentMembersResponse> getListSegmentMembersMethod;
    if ((getListSegmentMembersMethod = AnalyticsServiceGrpc.getListSegmentMembersMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getListSegmentMembersMethod = AnalyticsServiceGrpc.getListSegmentMembersMethod) == null) {
          AnalyticsServiceGrpc.getListSegmentMembersMethod = getListSegmentMembersMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.ListSegmentMembersRequest, skein.analytics.v1.ListSegmentMembersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSegmentMembers"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListSegmentMembersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.ListSegmentMembersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("ListSegmentMembers"))
              .build();
        }
      }
    }
    return getListSegmentMembersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.analytics.v1.GetUserSegmentsRequest,
      skein.analytics.v1.GetUserSegmentsResponse> getGetUserSegmentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUserSegments",
      requestType = skein.analytics.v1.GetUserSegmentsRequest.class,
      responseType = skein.analytics.v1.GetUserSegmentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.analytics.v1.GetUserSegmentsRequest,
      skein.analytics.v1.GetUserSegmentsResponse> getGetUserSegmentsMethod() {
    io.grpc.MethodDescriptor<skein.analytics.v1.GetUserSegmentsRequest, skein.analytics.v1.GetUserSegmentsResponse> getGetUserSegmentsMethod;
    if ((getGetUserSegmentsMethod = AnalyticsServiceGrpc.getGetUserSegmentsMethod) == null) {
      synchronized (AnalyticsServiceGrpc.class) {
        if ((getGetUserSegmentsMethod = AnalyticsServiceGrpc.getGetUserSegmentsMethod) == null) {
          AnalyticsServiceGrpc.getGetUserSegmentsMethod = getGetUserSegmentsMethod =
              io.grpc.MethodDescriptor.<skein.analytics.v1.GetUserSegmentsRequest, skein.analytics.v1.GetUserSegmentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUserSegments"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetUserSegmentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.analytics.v1.GetUserSegmentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AnalyticsServiceMethodDescriptorSupplier("GetUserSegments"))
              .build();
        }
      }
    }
    return getGetUserSegmentsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AnalyticsServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceStub>() {
        @java.lang.Override
        public AnalyticsServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AnalyticsServiceStub(channel, callOptions);
        }
      };
    return AnalyticsServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AnalyticsServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceBlockingV2Stub>() {
        @java.lang.Override
        public AnalyticsServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AnalyticsServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AnalyticsServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AnalyticsServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceBlockingStub>() {
        @java.lang.Override
        public AnalyticsServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AnalyticsServiceBlockingStub(channel, callOptions);
        }
      };
    return AnalyticsServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AnalyticsServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AnalyticsServiceFutureStub>() {
        @java.lang.Override
        public AnalyticsServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AnalyticsServiceFutureStub(channel, callOptions);
        }
      };
    return AnalyticsServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Records actions of the caller: views, shares, searches and others. An action is counted once per action_id, however
     * often it is sent. An action that breaks a rule is rejected by itself and named in the answer. Likes, reposts and
     * follows made through their own RPCs count by themselves.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    default void recordActions(skein.analytics.v1.RecordActionsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.RecordActionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRecordActionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Records the same actions as RecordActions, in batches over one long call. The answer comes at the end. After a lost
     * connection the client sends unanswered actions again; nothing is counted twice.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    default io.grpc.stub.StreamObserver<skein.analytics.v1.StreamActionsRequest> streamActions(
        io.grpc.stub.StreamObserver<skein.analytics.v1.StreamActionsResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getStreamActionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the figures of a post over time. For its author and for operators.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void getPostFigures(skein.analytics.v1.GetPostFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetPostFiguresResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetPostFiguresMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the figures of all posts of a person over time. For that person and for operators.
     * Errors: USER_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void getAuthorFigures(skein.analytics.v1.GetAuthorFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetAuthorFiguresResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAuthorFiguresMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists reports without their contents, newest first.
     * </pre>
     */
    default void listReports(skein.analytics.v1.ListReportsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListReportsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListReportsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives one report with its contents.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void getReport(skein.analytics.v1.GetReportRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetReportResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetReportMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists every segment with its size.
     * </pre>
     */
    default void listSegments(skein.analytics.v1.ListSegmentsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSegmentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists who is in a segment, in id order.
     * </pre>
     */
    default void listSegmentMembers(skein.analytics.v1.ListSegmentMembersRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentMembersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSegmentMembersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the segments of a person, and why the person is in them.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void getUserSegments(skein.analytics.v1.GetUserSegmentsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetUserSegmentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUserSegmentsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AnalyticsService.
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public static abstract class AnalyticsServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AnalyticsServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AnalyticsService.
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public static final class AnalyticsServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AnalyticsServiceStub> {
    private AnalyticsServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AnalyticsServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AnalyticsServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records actions of the caller: views, shares, searches and others. An action is counted once per action_id, however
     * often it is sent. An action that breaks a rule is rejected by itself and named in the answer. Likes, reposts and
     * follows made through their own RPCs count by themselves.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public void recordActions(skein.analytics.v1.RecordActionsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.RecordActionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRecordActionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Records the same actions as RecordActions, in batches over one long call. The answer comes at the end. After a lost
     * connection the client sends unanswered actions again; nothing is counted twice.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public io.grpc.stub.StreamObserver<skein.analytics.v1.StreamActionsRequest> streamActions(
        io.grpc.stub.StreamObserver<skein.analytics.v1.StreamActionsResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncClientStreamingCall(
          getChannel().newCall(getStreamActionsMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * Gives the figures of a post over time. For its author and for operators.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void getPostFigures(skein.analytics.v1.GetPostFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetPostFiguresResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetPostFiguresMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the figures of all posts of a person over time. For that person and for operators.
     * Errors: USER_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void getAuthorFigures(skein.analytics.v1.GetAuthorFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetAuthorFiguresResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAuthorFiguresMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists reports without their contents, newest first.
     * </pre>
     */
    public void listReports(skein.analytics.v1.ListReportsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListReportsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListReportsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives one report with its contents.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void getReport(skein.analytics.v1.GetReportRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetReportResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetReportMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists every segment with its size.
     * </pre>
     */
    public void listSegments(skein.analytics.v1.ListSegmentsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSegmentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists who is in a segment, in id order.
     * </pre>
     */
    public void listSegmentMembers(skein.analytics.v1.ListSegmentMembersRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentMembersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSegmentMembersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the segments of a person, and why the person is in them.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void getUserSegments(skein.analytics.v1.GetUserSegmentsRequest request,
        io.grpc.stub.StreamObserver<skein.analytics.v1.GetUserSegmentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUserSegmentsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AnalyticsService.
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public static final class AnalyticsServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AnalyticsServiceBlockingV2Stub> {
    private AnalyticsServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AnalyticsServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AnalyticsServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Records actions of the caller: views, shares, searches and others. An action is counted once per action_id, however
     * often it is sent. An action that breaks a rule is rejected by itself and named in the answer. Likes, reposts and
     * follows made through their own RPCs count by themselves.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public skein.analytics.v1.RecordActionsResponse recordActions(skein.analytics.v1.RecordActionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRecordActionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records the same actions as RecordActions, in batches over one long call. The answer comes at the end. After a lost
     * connection the client sends unanswered actions again; nothing is counted twice.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<skein.analytics.v1.StreamActionsRequest, skein.analytics.v1.StreamActionsResponse>
        streamActions() {
      return io.grpc.stub.ClientCalls.blockingClientStreamingCall(
          getChannel(), getStreamActionsMethod(), getCallOptions());
    }

    /**
     * <pre>
     * Gives the figures of a post over time. For its author and for operators.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.analytics.v1.GetPostFiguresResponse getPostFigures(skein.analytics.v1.GetPostFiguresRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetPostFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the figures of all posts of a person over time. For that person and for operators.
     * Errors: USER_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.analytics.v1.GetAuthorFiguresResponse getAuthorFigures(skein.analytics.v1.GetAuthorFiguresRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAuthorFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists reports without their contents, newest first.
     * </pre>
     */
    public skein.analytics.v1.ListReportsResponse listReports(skein.analytics.v1.ListReportsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListReportsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one report with its contents.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.analytics.v1.GetReportResponse getReport(skein.analytics.v1.GetReportRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetReportMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists every segment with its size.
     * </pre>
     */
    public skein.analytics.v1.ListSegmentsResponse listSegments(skein.analytics.v1.ListSegmentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSegmentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who is in a segment, in id order.
     * </pre>
     */
    public skein.analytics.v1.ListSegmentMembersResponse listSegmentMembers(skein.analytics.v1.ListSegmentMembersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSegmentMembersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the segments of a person, and why the person is in them.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.analytics.v1.GetUserSegmentsResponse getUserSegments(skein.analytics.v1.GetUserSegmentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUserSegmentsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AnalyticsService.
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public static final class AnalyticsServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AnalyticsServiceBlockingStub> {
    private AnalyticsServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AnalyticsServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AnalyticsServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records actions of the caller: views, shares, searches and others. An action is counted once per action_id, however
     * often it is sent. An action that breaks a rule is rejected by itself and named in the answer. Likes, reposts and
     * follows made through their own RPCs count by themselves.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public skein.analytics.v1.RecordActionsResponse recordActions(skein.analytics.v1.RecordActionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRecordActionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the figures of a post over time. For its author and for operators.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.analytics.v1.GetPostFiguresResponse getPostFigures(skein.analytics.v1.GetPostFiguresRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetPostFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the figures of all posts of a person over time. For that person and for operators.
     * Errors: USER_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.analytics.v1.GetAuthorFiguresResponse getAuthorFigures(skein.analytics.v1.GetAuthorFiguresRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAuthorFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists reports without their contents, newest first.
     * </pre>
     */
    public skein.analytics.v1.ListReportsResponse listReports(skein.analytics.v1.ListReportsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListReportsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one report with its contents.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.analytics.v1.GetReportResponse getReport(skein.analytics.v1.GetReportRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetReportMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists every segment with its size.
     * </pre>
     */
    public skein.analytics.v1.ListSegmentsResponse listSegments(skein.analytics.v1.ListSegmentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSegmentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who is in a segment, in id order.
     * </pre>
     */
    public skein.analytics.v1.ListSegmentMembersResponse listSegmentMembers(skein.analytics.v1.ListSegmentMembersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSegmentMembersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the segments of a person, and why the person is in them.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.analytics.v1.GetUserSegmentsResponse getUserSegments(skein.analytics.v1.GetUserSegmentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUserSegmentsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AnalyticsService.
   * <pre>
   * AnalyticsService records actions and gives figures, reports and segments.
   * </pre>
   */
  public static final class AnalyticsServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AnalyticsServiceFutureStub> {
    private AnalyticsServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AnalyticsServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AnalyticsServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records actions of the caller: views, shares, searches and others. An action is counted once per action_id, however
     * often it is sent. An action that breaks a rule is rejected by itself and named in the answer. Likes, reposts and
     * follows made through their own RPCs count by themselves.
     * Errors: RATE_LIMITED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.RecordActionsResponse> recordActions(
        skein.analytics.v1.RecordActionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRecordActionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the figures of a post over time. For its author and for operators.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.GetPostFiguresResponse> getPostFigures(
        skein.analytics.v1.GetPostFiguresRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetPostFiguresMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the figures of all posts of a person over time. For that person and for operators.
     * Errors: USER_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.GetAuthorFiguresResponse> getAuthorFigures(
        skein.analytics.v1.GetAuthorFiguresRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAuthorFiguresMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists reports without their contents, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.ListReportsResponse> listReports(
        skein.analytics.v1.ListReportsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListReportsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives one report with its contents.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.GetReportResponse> getReport(
        skein.analytics.v1.GetReportRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetReportMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists every segment with its size.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.ListSegmentsResponse> listSegments(
        skein.analytics.v1.ListSegmentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSegmentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists who is in a segment, in id order.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.ListSegmentMembersResponse> listSegmentMembers(
        skein.analytics.v1.ListSegmentMembersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSegmentMembersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the segments of a person, and why the person is in them.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.analytics.v1.GetUserSegmentsResponse> getUserSegments(
        skein.analytics.v1.GetUserSegmentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUserSegmentsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_RECORD_ACTIONS = 0;
  private static final int METHODID_GET_POST_FIGURES = 1;
  private static final int METHODID_GET_AUTHOR_FIGURES = 2;
  private static final int METHODID_LIST_REPORTS = 3;
  private static final int METHODID_GET_REPORT = 4;
  private static final int METHODID_LIST_SEGMENTS = 5;
  private static final int METHODID_LIST_SEGMENT_MEMBERS = 6;
  private static final int METHODID_GET_USER_SEGMENTS = 7;
  private static final int METHODID_STREAM_ACTIONS = 8;

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
        case METHODID_RECORD_ACTIONS:
          serviceImpl.recordActions((skein.analytics.v1.RecordActionsRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.RecordActionsResponse>) responseObserver);
          break;
        case METHODID_GET_POST_FIGURES:
          serviceImpl.getPostFigures((skein.analytics.v1.GetPostFiguresRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.GetPostFiguresResponse>) responseObserver);
          break;
        case METHODID_GET_AUTHOR_FIGURES:
          serviceImpl.getAuthorFigures((skein.analytics.v1.GetAuthorFiguresRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.GetAuthorFiguresResponse>) responseObserver);
          break;
        case METHODID_LIST_REPORTS:
          serviceImpl.listReports((skein.analytics.v1.ListReportsRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.ListReportsResponse>) responseObserver);
          break;
        case METHODID_GET_REPORT:
          serviceImpl.getReport((skein.analytics.v1.GetReportRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.GetReportResponse>) responseObserver);
          break;
        case METHODID_LIST_SEGMENTS:
          serviceImpl.listSegments((skein.analytics.v1.ListSegmentsRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentsResponse>) responseObserver);
          break;
        case METHODID_LIST_SEGMENT_MEMBERS:
          serviceImpl.listSegmentMembers((skein.analytics.v1.ListSegmentMembersRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.ListSegmentMembersResponse>) responseObserver);
          break;
        case METHODID_GET_USER_SEGMENTS:
          serviceImpl.getUserSegments((skein.analytics.v1.GetUserSegmentsRequest) request,
              (io.grpc.stub.StreamObserver<skein.analytics.v1.GetUserSegmentsResponse>) responseObserver);
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
        case METHODID_STREAM_ACTIONS:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.streamActions(
              (io.grpc.stub.StreamObserver<skein.analytics.v1.StreamActionsResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getRecordActionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.RecordActionsRequest,
              skein.analytics.v1.RecordActionsResponse>(
                service, METHODID_RECORD_ACTIONS)))
        .addMethod(
          getStreamActionsMethod(),
          io.grpc.stub.ServerCalls.asyncClientStreamingCall(
            new MethodHandlers<
              skein.analytics.v1.StreamActionsRequest,
              skein.analytics.v1.StreamActionsResponse>(
                service, METHODID_STREAM_ACTIONS)))
        .addMethod(
          getGetPostFiguresMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.GetPostFiguresRequest,
              skein.analytics.v1.GetPostFiguresResponse>(
                service, METHODID_GET_POST_FIGURES)))
        .addMethod(
          getGetAuthorFiguresMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.GetAuthorFiguresRequest,
              skein.analytics.v1.GetAuthorFiguresResponse>(
                service, METHODID_GET_AUTHOR_FIGURES)))
        .addMethod(
          getListReportsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.ListReportsRequest,
              skein.analytics.v1.ListReportsResponse>(
                service, METHODID_LIST_REPORTS)))
        .addMethod(
          getGetReportMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.GetReportRequest,
              skein.analytics.v1.GetReportResponse>(
                service, METHODID_GET_REPORT)))
        .addMethod(
          getListSegmentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.ListSegmentsRequest,
              skein.analytics.v1.ListSegmentsResponse>(
                service, METHODID_LIST_SEGMENTS)))
        .addMethod(
          getListSegmentMembersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.ListSegmentMembersRequest,
              skein.analytics.v1.ListSegmentMembersResponse>(
                service, METHODID_LIST_SEGMENT_MEMBERS)))
        .addMethod(
          getGetUserSegmentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.analytics.v1.GetUserSegmentsRequest,
              skein.analytics.v1.GetUserSegmentsResponse>(
                service, METHODID_GET_USER_SEGMENTS)))
        .build();
  }

  private static abstract class AnalyticsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AnalyticsServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.analytics.v1.AnalyticsServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AnalyticsService");
    }
  }

  private static final class AnalyticsServiceFileDescriptorSupplier
      extends AnalyticsServiceBaseDescriptorSupplier {
    AnalyticsServiceFileDescriptorSupplier() {}
  }

  private static final class AnalyticsServiceMethodDescriptorSupplier
      extends AnalyticsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AnalyticsServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AnalyticsServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AnalyticsServiceFileDescriptorSupplier())
              .addMethod(getRecordActionsMethod())
              .addMethod(getStreamActionsMethod())
              .addMethod(getGetPostFiguresMethod())
              .addMethod(getGetAuthorFiguresMethod())
              .addMethod(getListReportsMethod())
              .addMethod(getGetReportMethod())
              .addMethod(getListSegmentsMethod())
              .addMethod(getListSegmentMembersMethod())
              .addMethod(getGetUserSegmentsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
