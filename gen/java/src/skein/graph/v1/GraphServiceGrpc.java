package skein.graph.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * GraphService holds the follow graph.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class GraphServiceGrpc {

  private GraphServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.graph.v1.GraphService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.FollowUserRequest,
      skein.graph.v1.FollowUserResponse> getFollowUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "FollowUser",
      requestType = skein.graph.v1.FollowUserRequest.class,
      responseType = skein.graph.v1.FollowUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.FollowUserRequest,
      skein.graph.v1.FollowUserResponse> getFollowUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.FollowUserRequest, skein.graph.v1.FollowUserResponse> getFollowUserMethod;
    if ((getFollowUserMethod = GraphServiceGrpc.getFollowUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getFollowUserMethod = GraphServiceGrpc.getFollowUserMethod) == null) {
          GraphServiceGrpc.getFollowUserMethod = getFollowUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.FollowUserRequest, skein.graph.v1.FollowUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "FollowUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.FollowUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.FollowUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("FollowUser"))
              .build();
        }
      }
    }
    return getFollowUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.UnfollowUserRequest,
      skein.graph.v1.UnfollowUserResponse> getUnfollowUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnfollowUser",
      requestType = skein.graph.v1.UnfollowUserRequest.class,
      responseType = skein.graph.v1.UnfollowUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.UnfollowUserRequest,
      skein.graph.v1.UnfollowUserResponse> getUnfollowUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.UnfollowUserRequest, skein.graph.v1.UnfollowUserResponse> getUnfollowUserMethod;
    if ((getUnfollowUserMethod = GraphServiceGrpc.getUnfollowUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getUnfollowUserMethod = GraphServiceGrpc.getUnfollowUserMethod) == null) {
          GraphServiceGrpc.getUnfollowUserMethod = getUnfollowUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.UnfollowUserRequest, skein.graph.v1.UnfollowUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnfollowUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnfollowUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnfollowUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("UnfollowUser"))
              .build();
        }
      }
    }
    return getUnfollowUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.BlockUserRequest,
      skein.graph.v1.BlockUserResponse> getBlockUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BlockUser",
      requestType = skein.graph.v1.BlockUserRequest.class,
      responseType = skein.graph.v1.BlockUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.BlockUserRequest,
      skein.graph.v1.BlockUserResponse> getBlockUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.BlockUserRequest, skein.graph.v1.BlockUserResponse> getBlockUserMethod;
    if ((getBlockUserMethod = GraphServiceGrpc.getBlockUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getBlockUserMethod = GraphServiceGrpc.getBlockUserMethod) == null) {
          GraphServiceGrpc.getBlockUserMethod = getBlockUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.BlockUserRequest, skein.graph.v1.BlockUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BlockUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.BlockUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.BlockUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("BlockUser"))
              .build();
        }
      }
    }
    return getBlockUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.UnblockUserRequest,
      skein.graph.v1.UnblockUserResponse> getUnblockUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnblockUser",
      requestType = skein.graph.v1.UnblockUserRequest.class,
      responseType = skein.graph.v1.UnblockUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.UnblockUserRequest,
      skein.graph.v1.UnblockUserResponse> getUnblockUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.UnblockUserRequest, skein.graph.v1.UnblockUserResponse> getUnblockUserMethod;
    if ((getUnblockUserMethod = GraphServiceGrpc.getUnblockUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getUnblockUserMethod = GraphServiceGrpc.getUnblockUserMethod) == null) {
          GraphServiceGrpc.getUnblockUserMethod = getUnblockUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.UnblockUserRequest, skein.graph.v1.UnblockUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnblockUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnblockUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnblockUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("UnblockUser"))
              .build();
        }
      }
    }
    return getUnblockUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.MuteUserRequest,
      skein.graph.v1.MuteUserResponse> getMuteUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MuteUser",
      requestType = skein.graph.v1.MuteUserRequest.class,
      responseType = skein.graph.v1.MuteUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.MuteUserRequest,
      skein.graph.v1.MuteUserResponse> getMuteUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.MuteUserRequest, skein.graph.v1.MuteUserResponse> getMuteUserMethod;
    if ((getMuteUserMethod = GraphServiceGrpc.getMuteUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getMuteUserMethod = GraphServiceGrpc.getMuteUserMethod) == null) {
          GraphServiceGrpc.getMuteUserMethod = getMuteUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.MuteUserRequest, skein.graph.v1.MuteUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MuteUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.MuteUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.MuteUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("MuteUser"))
              .build();
        }
      }
    }
    return getMuteUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.UnmuteUserRequest,
      skein.graph.v1.UnmuteUserResponse> getUnmuteUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnmuteUser",
      requestType = skein.graph.v1.UnmuteUserRequest.class,
      responseType = skein.graph.v1.UnmuteUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.UnmuteUserRequest,
      skein.graph.v1.UnmuteUserResponse> getUnmuteUserMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.UnmuteUserRequest, skein.graph.v1.UnmuteUserResponse> getUnmuteUserMethod;
    if ((getUnmuteUserMethod = GraphServiceGrpc.getUnmuteUserMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getUnmuteUserMethod = GraphServiceGrpc.getUnmuteUserMethod) == null) {
          GraphServiceGrpc.getUnmuteUserMethod = getUnmuteUserMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.UnmuteUserRequest, skein.graph.v1.UnmuteUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnmuteUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnmuteUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.UnmuteUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("UnmuteUser"))
              .build();
        }
      }
    }
    return getUnmuteUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.ListFollowersRequest,
      skein.graph.v1.ListFollowersResponse> getListFollowersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFollowers",
      requestType = skein.graph.v1.ListFollowersRequest.class,
      responseType = skein.graph.v1.ListFollowersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.ListFollowersRequest,
      skein.graph.v1.ListFollowersResponse> getListFollowersMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.ListFollowersRequest, skein.graph.v1.ListFollowersResponse> getListFollowersMethod;
    if ((getListFollowersMethod = GraphServiceGrpc.getListFollowersMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getListFollowersMethod = GraphServiceGrpc.getListFollowersMethod) == null) {
          GraphServiceGrpc.getListFollowersMethod = getListFollowersMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.ListFollowersRequest, skein.graph.v1.ListFollowersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFollowers"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListFollowersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListFollowersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("ListFollowers"))
              .build();
        }
      }
    }
    return getListFollowersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.ListFollowingRequest,
      skein.graph.v1.ListFollowingResponse> getListFollowingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListFollowing",
      requestType = skein.graph.v1.ListFollowingRequest.class,
      responseType = skein.graph.v1.ListFollowingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.ListFollowingRequest,
      skein.graph.v1.ListFollowingResponse> getListFollowingMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.ListFollowingRequest, skein.graph.v1.ListFollowingResponse> getListFollowingMethod;
    if ((getListFollowingMethod = GraphServiceGrpc.getListFollowingMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getListFollowingMethod = GraphServiceGrpc.getListFollowingMethod) == null) {
          GraphServiceGrpc.getListFollowingMethod = getListFollowingMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.ListFollowingRequest, skein.graph.v1.ListFollowingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListFollowing"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListFollowingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListFollowingResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("ListFollowing"))
              .build();
        }
      }
    }
    return getListFollowingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.ListBlockedRequest,
      skein.graph.v1.ListBlockedResponse> getListBlockedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListBlocked",
      requestType = skein.graph.v1.ListBlockedRequest.class,
      responseType = skein.graph.v1.ListBlockedResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.ListBlockedRequest,
      skein.graph.v1.ListBlockedResponse> getListBlockedMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.ListBlockedRequest, skein.graph.v1.ListBlockedResponse> getListBlockedMethod;
    if ((getListBlockedMethod = GraphServiceGrpc.getListBlockedMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getListBlockedMethod = GraphServiceGrpc.getListBlockedMethod) == null) {
          GraphServiceGrpc.getListBlockedMethod = getListBlockedMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.ListBlockedRequest, skein.graph.v1.ListBlockedResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListBlocked"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListBlockedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListBlockedResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("ListBlocked"))
              .build();
        }
      }
    }
    return getListBlockedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.ListMutedRequest,
      skein.graph.v1.ListMutedResponse> getListMutedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListMuted",
      requestType = skein.graph.v1.ListMutedRequest.class,
      responseType = skein.graph.v1.ListMutedResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.ListMutedRequest,
      skein.graph.v1.ListMutedResponse> getListMutedMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.ListMutedRequest, skein.graph.v1.ListMutedResponse> getListMutedMethod;
    if ((getListMutedMethod = GraphServiceGrpc.getListMutedMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getListMutedMethod = GraphServiceGrpc.getListMutedMethod) == null) {
          GraphServiceGrpc.getListMutedMethod = getListMutedMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.ListMutedRequest, skein.graph.v1.ListMutedResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListMuted"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListMutedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.ListMutedResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("ListMuted"))
              .build();
        }
      }
    }
    return getListMutedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.BatchGetRelationshipsRequest,
      skein.graph.v1.BatchGetRelationshipsResponse> getBatchGetRelationshipsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchGetRelationships",
      requestType = skein.graph.v1.BatchGetRelationshipsRequest.class,
      responseType = skein.graph.v1.BatchGetRelationshipsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.BatchGetRelationshipsRequest,
      skein.graph.v1.BatchGetRelationshipsResponse> getBatchGetRelationshipsMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.BatchGetRelationshipsRequest, skein.graph.v1.BatchGetRelationshipsResponse> getBatchGetRelationshipsMethod;
    if ((getBatchGetRelationshipsMethod = GraphServiceGrpc.getBatchGetRelationshipsMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getBatchGetRelationshipsMethod = GraphServiceGrpc.getBatchGetRelationshipsMethod) == null) {
          GraphServiceGrpc.getBatchGetRelationshipsMethod = getBatchGetRelationshipsMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.BatchGetRelationshipsRequest, skein.graph.v1.BatchGetRelationshipsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchGetRelationships"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.BatchGetRelationshipsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.BatchGetRelationshipsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("BatchGetRelationships"))
              .build();
        }
      }
    }
    return getBatchGetRelationshipsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.GetCountsRequest,
      skein.graph.v1.GetCountsResponse> getGetCountsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetCounts",
      requestType = skein.graph.v1.GetCountsRequest.class,
      responseType = skein.graph.v1.GetCountsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.GetCountsRequest,
      skein.graph.v1.GetCountsResponse> getGetCountsMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.GetCountsRequest, skein.graph.v1.GetCountsResponse> getGetCountsMethod;
    if ((getGetCountsMethod = GraphServiceGrpc.getGetCountsMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getGetCountsMethod = GraphServiceGrpc.getGetCountsMethod) == null) {
          GraphServiceGrpc.getGetCountsMethod = getGetCountsMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.GetCountsRequest, skein.graph.v1.GetCountsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetCounts"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.GetCountsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.GetCountsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("GetCounts"))
              .build();
        }
      }
    }
    return getGetCountsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.graph.v1.SuggestUsersRequest,
      skein.graph.v1.SuggestUsersResponse> getSuggestUsersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SuggestUsers",
      requestType = skein.graph.v1.SuggestUsersRequest.class,
      responseType = skein.graph.v1.SuggestUsersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.graph.v1.SuggestUsersRequest,
      skein.graph.v1.SuggestUsersResponse> getSuggestUsersMethod() {
    io.grpc.MethodDescriptor<skein.graph.v1.SuggestUsersRequest, skein.graph.v1.SuggestUsersResponse> getSuggestUsersMethod;
    if ((getSuggestUsersMethod = GraphServiceGrpc.getSuggestUsersMethod) == null) {
      synchronized (GraphServiceGrpc.class) {
        if ((getSuggestUsersMethod = GraphServiceGrpc.getSuggestUsersMethod) == null) {
          GraphServiceGrpc.getSuggestUsersMethod = getSuggestUsersMethod =
              io.grpc.MethodDescriptor.<skein.graph.v1.SuggestUsersRequest, skein.graph.v1.SuggestUsersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SuggestUsers"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.SuggestUsersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.graph.v1.SuggestUsersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GraphServiceMethodDescriptorSupplier("SuggestUsers"))
              .build();
        }
      }
    }
    return getSuggestUsersMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static GraphServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GraphServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GraphServiceStub>() {
        @java.lang.Override
        public GraphServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GraphServiceStub(channel, callOptions);
        }
      };
    return GraphServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static GraphServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GraphServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GraphServiceBlockingV2Stub>() {
        @java.lang.Override
        public GraphServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GraphServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return GraphServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static GraphServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GraphServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GraphServiceBlockingStub>() {
        @java.lang.Override
        public GraphServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GraphServiceBlockingStub(channel, callOptions);
        }
      };
    return GraphServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static GraphServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GraphServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GraphServiceFutureStub>() {
        @java.lang.Override
        public GraphServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GraphServiceFutureStub(channel, callOptions);
        }
      };
    return GraphServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Follows a person. Their newest posts are in the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, BLOCKED, FOLLOWING_LIMIT, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void followUser(skein.graph.v1.FollowUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.FollowUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getFollowUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Unfollows a person. Their posts are gone from the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void unfollowUser(skein.graph.v1.UnfollowUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnfollowUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnfollowUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Blocks a person. Neither sees the other in timelines, threads and lists of people or posts. Follows between the two
     * are removed in both directions. Counts still include both.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void blockUser(skein.graph.v1.BlockUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.BlockUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBlockUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a block. The follows that the block removed do not come back.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void unblockUser(skein.graph.v1.UnblockUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnblockUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnblockUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Mutes a person. The person is not informed. The caller gets no notifications about the person. The caller's home
     * timeline has no posts of the person, also not as reposts. Where another post quotes one, a tombstone with the reason
     * MUTED takes its place. The posts stay visible by id and in the person's own timeline. SearchPosts finds
     * them only if `from:` names the person.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void muteUser(skein.graph.v1.MuteUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.MuteUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMuteUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a mute.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    default void unmuteUser(skein.graph.v1.UnmuteUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnmuteUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnmuteUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the followers of a person; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void listFollowers(skein.graph.v1.ListFollowersRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFollowersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people that a person follows; the order is stable but not specified. People who blocked the caller, or
     * whom the caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void listFollowing(skein.graph.v1.ListFollowingRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListFollowingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people that the caller has blocked; the order is stable but not specified.
     * </pre>
     */
    default void listBlocked(skein.graph.v1.ListBlockedRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListBlockedResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListBlockedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people that the caller has muted; the order is stable but not specified.
     * </pre>
     */
    default void listMuted(skein.graph.v1.ListMutedRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListMutedResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMutedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the relationships of the caller to many people, in the order of the request. For unknown ids every flag is
     * false.
     * </pre>
     */
    default void batchGetRelationships(skein.graph.v1.BatchGetRelationshipsRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.BatchGetRelationshipsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchGetRelationshipsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives the number of a person's followers and of the people they follow.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void getCounts(skein.graph.v1.GetCountsRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.GetCountsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetCountsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Suggests people to follow: people followed by the accounts that the caller follows. Those with most such followers
     * come first.
     * </pre>
     */
    default void suggestUsers(skein.graph.v1.SuggestUsersRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.SuggestUsersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSuggestUsersMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service GraphService.
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public static abstract class GraphServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return GraphServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service GraphService.
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public static final class GraphServiceStub
      extends io.grpc.stub.AbstractAsyncStub<GraphServiceStub> {
    private GraphServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GraphServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GraphServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Follows a person. Their newest posts are in the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, BLOCKED, FOLLOWING_LIMIT, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void followUser(skein.graph.v1.FollowUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.FollowUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getFollowUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Unfollows a person. Their posts are gone from the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void unfollowUser(skein.graph.v1.UnfollowUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnfollowUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnfollowUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Blocks a person. Neither sees the other in timelines, threads and lists of people or posts. Follows between the two
     * are removed in both directions. Counts still include both.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void blockUser(skein.graph.v1.BlockUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.BlockUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBlockUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a block. The follows that the block removed do not come back.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void unblockUser(skein.graph.v1.UnblockUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnblockUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnblockUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Mutes a person. The person is not informed. The caller gets no notifications about the person. The caller's home
     * timeline has no posts of the person, also not as reposts. Where another post quotes one, a tombstone with the reason
     * MUTED takes its place. The posts stay visible by id and in the person's own timeline. SearchPosts finds
     * them only if `from:` names the person.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void muteUser(skein.graph.v1.MuteUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.MuteUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMuteUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a mute.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public void unmuteUser(skein.graph.v1.UnmuteUserRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.UnmuteUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnmuteUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the followers of a person; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void listFollowers(skein.graph.v1.ListFollowersRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFollowersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people that a person follows; the order is stable but not specified. People who blocked the caller, or
     * whom the caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void listFollowing(skein.graph.v1.ListFollowingRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListFollowingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people that the caller has blocked; the order is stable but not specified.
     * </pre>
     */
    public void listBlocked(skein.graph.v1.ListBlockedRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListBlockedResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListBlockedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people that the caller has muted; the order is stable but not specified.
     * </pre>
     */
    public void listMuted(skein.graph.v1.ListMutedRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.ListMutedResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMutedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the relationships of the caller to many people, in the order of the request. For unknown ids every flag is
     * false.
     * </pre>
     */
    public void batchGetRelationships(skein.graph.v1.BatchGetRelationshipsRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.BatchGetRelationshipsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchGetRelationshipsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives the number of a person's followers and of the people they follow.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void getCounts(skein.graph.v1.GetCountsRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.GetCountsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetCountsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Suggests people to follow: people followed by the accounts that the caller follows. Those with most such followers
     * come first.
     * </pre>
     */
    public void suggestUsers(skein.graph.v1.SuggestUsersRequest request,
        io.grpc.stub.StreamObserver<skein.graph.v1.SuggestUsersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSuggestUsersMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service GraphService.
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public static final class GraphServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<GraphServiceBlockingV2Stub> {
    private GraphServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GraphServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GraphServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Follows a person. Their newest posts are in the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, BLOCKED, FOLLOWING_LIMIT, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.FollowUserResponse followUser(skein.graph.v1.FollowUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getFollowUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Unfollows a person. Their posts are gone from the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnfollowUserResponse unfollowUser(skein.graph.v1.UnfollowUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnfollowUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Blocks a person. Neither sees the other in timelines, threads and lists of people or posts. Follows between the two
     * are removed in both directions. Counts still include both.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.BlockUserResponse blockUser(skein.graph.v1.BlockUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBlockUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a block. The follows that the block removed do not come back.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnblockUserResponse unblockUser(skein.graph.v1.UnblockUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnblockUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Mutes a person. The person is not informed. The caller gets no notifications about the person. The caller's home
     * timeline has no posts of the person, also not as reposts. Where another post quotes one, a tombstone with the reason
     * MUTED takes its place. The posts stay visible by id and in the person's own timeline. SearchPosts finds
     * them only if `from:` names the person.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.MuteUserResponse muteUser(skein.graph.v1.MuteUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMuteUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a mute.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnmuteUserResponse unmuteUser(skein.graph.v1.UnmuteUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnmuteUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the followers of a person; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.ListFollowersResponse listFollowers(skein.graph.v1.ListFollowersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFollowersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that a person follows; the order is stable but not specified. People who blocked the caller, or
     * whom the caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.ListFollowingResponse listFollowing(skein.graph.v1.ListFollowingRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListFollowingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has blocked; the order is stable but not specified.
     * </pre>
     */
    public skein.graph.v1.ListBlockedResponse listBlocked(skein.graph.v1.ListBlockedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListBlockedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has muted; the order is stable but not specified.
     * </pre>
     */
    public skein.graph.v1.ListMutedResponse listMuted(skein.graph.v1.ListMutedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMutedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the relationships of the caller to many people, in the order of the request. For unknown ids every flag is
     * false.
     * </pre>
     */
    public skein.graph.v1.BatchGetRelationshipsResponse batchGetRelationships(skein.graph.v1.BatchGetRelationshipsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchGetRelationshipsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the number of a person's followers and of the people they follow.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.GetCountsResponse getCounts(skein.graph.v1.GetCountsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetCountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Suggests people to follow: people followed by the accounts that the caller follows. Those with most such followers
     * come first.
     * </pre>
     */
    public skein.graph.v1.SuggestUsersResponse suggestUsers(skein.graph.v1.SuggestUsersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSuggestUsersMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service GraphService.
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public static final class GraphServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<GraphServiceBlockingStub> {
    private GraphServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GraphServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GraphServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Follows a person. Their newest posts are in the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, BLOCKED, FOLLOWING_LIMIT, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.FollowUserResponse followUser(skein.graph.v1.FollowUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getFollowUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Unfollows a person. Their posts are gone from the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnfollowUserResponse unfollowUser(skein.graph.v1.UnfollowUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnfollowUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Blocks a person. Neither sees the other in timelines, threads and lists of people or posts. Follows between the two
     * are removed in both directions. Counts still include both.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.BlockUserResponse blockUser(skein.graph.v1.BlockUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBlockUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a block. The follows that the block removed do not come back.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnblockUserResponse unblockUser(skein.graph.v1.UnblockUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnblockUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Mutes a person. The person is not informed. The caller gets no notifications about the person. The caller's home
     * timeline has no posts of the person, also not as reposts. Where another post quotes one, a tombstone with the reason
     * MUTED takes its place. The posts stay visible by id and in the person's own timeline. SearchPosts finds
     * them only if `from:` names the person.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.MuteUserResponse muteUser(skein.graph.v1.MuteUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMuteUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a mute.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public skein.graph.v1.UnmuteUserResponse unmuteUser(skein.graph.v1.UnmuteUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnmuteUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the followers of a person; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.ListFollowersResponse listFollowers(skein.graph.v1.ListFollowersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFollowersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that a person follows; the order is stable but not specified. People who blocked the caller, or
     * whom the caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.ListFollowingResponse listFollowing(skein.graph.v1.ListFollowingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListFollowingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has blocked; the order is stable but not specified.
     * </pre>
     */
    public skein.graph.v1.ListBlockedResponse listBlocked(skein.graph.v1.ListBlockedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListBlockedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has muted; the order is stable but not specified.
     * </pre>
     */
    public skein.graph.v1.ListMutedResponse listMuted(skein.graph.v1.ListMutedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMutedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the relationships of the caller to many people, in the order of the request. For unknown ids every flag is
     * false.
     * </pre>
     */
    public skein.graph.v1.BatchGetRelationshipsResponse batchGetRelationships(skein.graph.v1.BatchGetRelationshipsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchGetRelationshipsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives the number of a person's followers and of the people they follow.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.graph.v1.GetCountsResponse getCounts(skein.graph.v1.GetCountsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetCountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Suggests people to follow: people followed by the accounts that the caller follows. Those with most such followers
     * come first.
     * </pre>
     */
    public skein.graph.v1.SuggestUsersResponse suggestUsers(skein.graph.v1.SuggestUsersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSuggestUsersMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service GraphService.
   * <pre>
   * GraphService holds the follow graph.
   * </pre>
   */
  public static final class GraphServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<GraphServiceFutureStub> {
    private GraphServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GraphServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GraphServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Follows a person. Their newest posts are in the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, BLOCKED, FOLLOWING_LIMIT, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.FollowUserResponse> followUser(
        skein.graph.v1.FollowUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getFollowUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Unfollows a person. Their posts are gone from the home timeline at its next read.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.UnfollowUserResponse> unfollowUser(
        skein.graph.v1.UnfollowUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnfollowUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Blocks a person. Neither sees the other in timelines, threads and lists of people or posts. Follows between the two
     * are removed in both directions. Counts still include both.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.BlockUserResponse> blockUser(
        skein.graph.v1.BlockUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBlockUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a block. The follows that the block removed do not come back.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.UnblockUserResponse> unblockUser(
        skein.graph.v1.UnblockUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnblockUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Mutes a person. The person is not informed. The caller gets no notifications about the person. The caller's home
     * timeline has no posts of the person, also not as reposts. Where another post quotes one, a tombstone with the reason
     * MUTED takes its place. The posts stay visible by id and in the person's own timeline. SearchPosts finds
     * them only if `from:` names the person.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.MuteUserResponse> muteUser(
        skein.graph.v1.MuteUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMuteUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a mute.
     * Errors: USER_NOT_FOUND, SELF_TARGET, ACCOUNT_DEACTIVATED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.UnmuteUserResponse> unmuteUser(
        skein.graph.v1.UnmuteUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnmuteUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the followers of a person; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.ListFollowersResponse> listFollowers(
        skein.graph.v1.ListFollowersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFollowersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people that a person follows; the order is stable but not specified. People who blocked the caller, or
     * whom the caller blocked, are left out.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.ListFollowingResponse> listFollowing(
        skein.graph.v1.ListFollowingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListFollowingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has blocked; the order is stable but not specified.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.ListBlockedResponse> listBlocked(
        skein.graph.v1.ListBlockedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListBlockedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people that the caller has muted; the order is stable but not specified.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.ListMutedResponse> listMuted(
        skein.graph.v1.ListMutedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMutedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the relationships of the caller to many people, in the order of the request. For unknown ids every flag is
     * false.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.BatchGetRelationshipsResponse> batchGetRelationships(
        skein.graph.v1.BatchGetRelationshipsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchGetRelationshipsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives the number of a person's followers and of the people they follow.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.GetCountsResponse> getCounts(
        skein.graph.v1.GetCountsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetCountsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Suggests people to follow: people followed by the accounts that the caller follows. Those with most such followers
     * come first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.graph.v1.SuggestUsersResponse> suggestUsers(
        skein.graph.v1.SuggestUsersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSuggestUsersMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_FOLLOW_USER = 0;
  private static final int METHODID_UNFOLLOW_USER = 1;
  private static final int METHODID_BLOCK_USER = 2;
  private static final int METHODID_UNBLOCK_USER = 3;
  private static final int METHODID_MUTE_USER = 4;
  private static final int METHODID_UNMUTE_USER = 5;
  private static final int METHODID_LIST_FOLLOWERS = 6;
  private static final int METHODID_LIST_FOLLOWING = 7;
  private static final int METHODID_LIST_BLOCKED = 8;
  private static final int METHODID_LIST_MUTED = 9;
  private static final int METHODID_BATCH_GET_RELATIONSHIPS = 10;
  private static final int METHODID_GET_COUNTS = 11;
  private static final int METHODID_SUGGEST_USERS = 12;

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
        case METHODID_FOLLOW_USER:
          serviceImpl.followUser((skein.graph.v1.FollowUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.FollowUserResponse>) responseObserver);
          break;
        case METHODID_UNFOLLOW_USER:
          serviceImpl.unfollowUser((skein.graph.v1.UnfollowUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.UnfollowUserResponse>) responseObserver);
          break;
        case METHODID_BLOCK_USER:
          serviceImpl.blockUser((skein.graph.v1.BlockUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.BlockUserResponse>) responseObserver);
          break;
        case METHODID_UNBLOCK_USER:
          serviceImpl.unblockUser((skein.graph.v1.UnblockUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.UnblockUserResponse>) responseObserver);
          break;
        case METHODID_MUTE_USER:
          serviceImpl.muteUser((skein.graph.v1.MuteUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.MuteUserResponse>) responseObserver);
          break;
        case METHODID_UNMUTE_USER:
          serviceImpl.unmuteUser((skein.graph.v1.UnmuteUserRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.UnmuteUserResponse>) responseObserver);
          break;
        case METHODID_LIST_FOLLOWERS:
          serviceImpl.listFollowers((skein.graph.v1.ListFollowersRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowersResponse>) responseObserver);
          break;
        case METHODID_LIST_FOLLOWING:
          serviceImpl.listFollowing((skein.graph.v1.ListFollowingRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.ListFollowingResponse>) responseObserver);
          break;
        case METHODID_LIST_BLOCKED:
          serviceImpl.listBlocked((skein.graph.v1.ListBlockedRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.ListBlockedResponse>) responseObserver);
          break;
        case METHODID_LIST_MUTED:
          serviceImpl.listMuted((skein.graph.v1.ListMutedRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.ListMutedResponse>) responseObserver);
          break;
        case METHODID_BATCH_GET_RELATIONSHIPS:
          serviceImpl.batchGetRelationships((skein.graph.v1.BatchGetRelationshipsRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.BatchGetRelationshipsResponse>) responseObserver);
          break;
        case METHODID_GET_COUNTS:
          serviceImpl.getCounts((skein.graph.v1.GetCountsRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.GetCountsResponse>) responseObserver);
          break;
        case METHODID_SUGGEST_USERS:
          serviceImpl.suggestUsers((skein.graph.v1.SuggestUsersRequest) request,
              (io.grpc.stub.StreamObserver<skein.graph.v1.SuggestUsersResponse>) responseObserver);
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
          getFollowUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.FollowUserRequest,
              skein.graph.v1.FollowUserResponse>(
                service, METHODID_FOLLOW_USER)))
        .addMethod(
          getUnfollowUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.UnfollowUserRequest,
              skein.graph.v1.UnfollowUserResponse>(
                service, METHODID_UNFOLLOW_USER)))
        .addMethod(
          getBlockUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.BlockUserRequest,
              skein.graph.v1.BlockUserResponse>(
                service, METHODID_BLOCK_USER)))
        .addMethod(
          getUnblockUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.UnblockUserRequest,
              skein.graph.v1.UnblockUserResponse>(
                service, METHODID_UNBLOCK_USER)))
        .addMethod(
          getMuteUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.MuteUserRequest,
              skein.graph.v1.MuteUserResponse>(
                service, METHODID_MUTE_USER)))
        .addMethod(
          getUnmuteUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.UnmuteUserRequest,
              skein.graph.v1.UnmuteUserResponse>(
                service, METHODID_UNMUTE_USER)))
        .addMethod(
          getListFollowersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.ListFollowersRequest,
              skein.graph.v1.ListFollowersResponse>(
                service, METHODID_LIST_FOLLOWERS)))
        .addMethod(
          getListFollowingMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.ListFollowingRequest,
              skein.graph.v1.ListFollowingResponse>(
                service, METHODID_LIST_FOLLOWING)))
        .addMethod(
          getListBlockedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.ListBlockedRequest,
              skein.graph.v1.ListBlockedResponse>(
                service, METHODID_LIST_BLOCKED)))
        .addMethod(
          getListMutedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.ListMutedRequest,
              skein.graph.v1.ListMutedResponse>(
                service, METHODID_LIST_MUTED)))
        .addMethod(
          getBatchGetRelationshipsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.BatchGetRelationshipsRequest,
              skein.graph.v1.BatchGetRelationshipsResponse>(
                service, METHODID_BATCH_GET_RELATIONSHIPS)))
        .addMethod(
          getGetCountsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.GetCountsRequest,
              skein.graph.v1.GetCountsResponse>(
                service, METHODID_GET_COUNTS)))
        .addMethod(
          getSuggestUsersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.graph.v1.SuggestUsersRequest,
              skein.graph.v1.SuggestUsersResponse>(
                service, METHODID_SUGGEST_USERS)))
        .build();
  }

  private static abstract class GraphServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    GraphServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.graph.v1.GraphServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("GraphService");
    }
  }

  private static final class GraphServiceFileDescriptorSupplier
      extends GraphServiceBaseDescriptorSupplier {
    GraphServiceFileDescriptorSupplier() {}
  }

  private static final class GraphServiceMethodDescriptorSupplier
      extends GraphServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    GraphServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (GraphServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new GraphServiceFileDescriptorSupplier())
              .addMethod(getFollowUserMethod())
              .addMethod(getUnfollowUserMethod())
              .addMethod(getBlockUserMethod())
              .addMethod(getUnblockUserMethod())
              .addMethod(getMuteUserMethod())
              .addMethod(getUnmuteUserMethod())
              .addMethod(getListFollowersMethod())
              .addMethod(getListFollowingMethod())
              .addMethod(getListBlockedMethod())
              .addMethod(getListMutedMethod())
              .addMethod(getBatchGetRelationshipsMethod())
              .addMethod(getGetCountsMethod())
              .addMethod(getSuggestUsersMethod())
              .build();
        }
      }
    }
    return result;
  }
}
