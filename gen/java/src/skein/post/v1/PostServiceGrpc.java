package skein.post.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * PostService stores and returns posts.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class PostServiceGrpc {

  private PostServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.post.v1.PostService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.post.v1.CreatePostRequest,
      skein.post.v1.CreatePostResponse> getCreatePostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreatePost",
      requestType = skein.post.v1.CreatePostRequest.class,
      responseType = skein.post.v1.CreatePostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.CreatePostRequest,
      skein.post.v1.CreatePostResponse> getCreatePostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.CreatePostRequest, skein.post.v1.CreatePostResponse> getCreatePostMethod;
    if ((getCreatePostMethod = PostServiceGrpc.getCreatePostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getCreatePostMethod = PostServiceGrpc.getCreatePostMethod) == null) {
          PostServiceGrpc.getCreatePostMethod = getCreatePostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.CreatePostRequest, skein.post.v1.CreatePostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreatePost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.CreatePostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.CreatePostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("CreatePost"))
              .build();
        }
      }
    }
    return getCreatePostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.DeletePostRequest,
      skein.post.v1.DeletePostResponse> getDeletePostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeletePost",
      requestType = skein.post.v1.DeletePostRequest.class,
      responseType = skein.post.v1.DeletePostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.DeletePostRequest,
      skein.post.v1.DeletePostResponse> getDeletePostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.DeletePostRequest, skein.post.v1.DeletePostResponse> getDeletePostMethod;
    if ((getDeletePostMethod = PostServiceGrpc.getDeletePostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getDeletePostMethod = PostServiceGrpc.getDeletePostMethod) == null) {
          PostServiceGrpc.getDeletePostMethod = getDeletePostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.DeletePostRequest, skein.post.v1.DeletePostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeletePost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.DeletePostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.DeletePostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("DeletePost"))
              .build();
        }
      }
    }
    return getDeletePostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.GetPostRequest,
      skein.post.v1.GetPostResponse> getGetPostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetPost",
      requestType = skein.post.v1.GetPostRequest.class,
      responseType = skein.post.v1.GetPostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.GetPostRequest,
      skein.post.v1.GetPostResponse> getGetPostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.GetPostRequest, skein.post.v1.GetPostResponse> getGetPostMethod;
    if ((getGetPostMethod = PostServiceGrpc.getGetPostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getGetPostMethod = PostServiceGrpc.getGetPostMethod) == null) {
          PostServiceGrpc.getGetPostMethod = getGetPostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.GetPostRequest, skein.post.v1.GetPostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetPost"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.GetPostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.GetPostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("GetPost"))
              .build();
        }
      }
    }
    return getGetPostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.BatchGetPostsRequest,
      skein.post.v1.BatchGetPostsResponse> getBatchGetPostsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchGetPosts",
      requestType = skein.post.v1.BatchGetPostsRequest.class,
      responseType = skein.post.v1.BatchGetPostsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.BatchGetPostsRequest,
      skein.post.v1.BatchGetPostsResponse> getBatchGetPostsMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.BatchGetPostsRequest, skein.post.v1.BatchGetPostsResponse> getBatchGetPostsMethod;
    if ((getBatchGetPostsMethod = PostServiceGrpc.getBatchGetPostsMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getBatchGetPostsMethod = PostServiceGrpc.getBatchGetPostsMethod) == null) {
          PostServiceGrpc.getBatchGetPostsMethod = getBatchGetPostsMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.BatchGetPostsRequest, skein.post.v1.BatchGetPostsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchGetPosts"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.BatchGetPostsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.BatchGetPostsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("BatchGetPosts"))
              .build();
        }
      }
    }
    return getBatchGetPostsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.ListRepliesRequest,
      skein.post.v1.ListRepliesResponse> getListRepliesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReplies",
      requestType = skein.post.v1.ListRepliesRequest.class,
      responseType = skein.post.v1.ListRepliesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.ListRepliesRequest,
      skein.post.v1.ListRepliesResponse> getListRepliesMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.ListRepliesRequest, skein.post.v1.ListRepliesResponse> getListRepliesMethod;
    if ((getListRepliesMethod = PostServiceGrpc.getListRepliesMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getListRepliesMethod = PostServiceGrpc.getListRepliesMethod) == null) {
          PostServiceGrpc.getListRepliesMethod = getListRepliesMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.ListRepliesRequest, skein.post.v1.ListRepliesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReplies"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListRepliesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListRepliesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("ListReplies"))
              .build();
        }
      }
    }
    return getListRepliesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.GetThreadRequest,
      skein.post.v1.GetThreadResponse> getGetThreadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetThread",
      requestType = skein.post.v1.GetThreadRequest.class,
      responseType = skein.post.v1.GetThreadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.GetThreadRequest,
      skein.post.v1.GetThreadResponse> getGetThreadMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.GetThreadRequest, skein.post.v1.GetThreadResponse> getGetThreadMethod;
    if ((getGetThreadMethod = PostServiceGrpc.getGetThreadMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getGetThreadMethod = PostServiceGrpc.getGetThreadMethod) == null) {
          PostServiceGrpc.getGetThreadMethod = getGetThreadMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.GetThreadRequest, skein.post.v1.GetThreadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetThread"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.GetThreadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.GetThreadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("GetThread"))
              .build();
        }
      }
    }
    return getGetThreadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.LikePostRequest,
      skein.post.v1.LikePostResponse> getLikePostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "LikePost",
      requestType = skein.post.v1.LikePostRequest.class,
      responseType = skein.post.v1.LikePostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.LikePostRequest,
      skein.post.v1.LikePostResponse> getLikePostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.LikePostRequest, skein.post.v1.LikePostResponse> getLikePostMethod;
    if ((getLikePostMethod = PostServiceGrpc.getLikePostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getLikePostMethod = PostServiceGrpc.getLikePostMethod) == null) {
          PostServiceGrpc.getLikePostMethod = getLikePostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.LikePostRequest, skein.post.v1.LikePostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "LikePost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.LikePostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.LikePostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("LikePost"))
              .build();
        }
      }
    }
    return getLikePostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.UnlikePostRequest,
      skein.post.v1.UnlikePostResponse> getUnlikePostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnlikePost",
      requestType = skein.post.v1.UnlikePostRequest.class,
      responseType = skein.post.v1.UnlikePostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.UnlikePostRequest,
      skein.post.v1.UnlikePostResponse> getUnlikePostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.UnlikePostRequest, skein.post.v1.UnlikePostResponse> getUnlikePostMethod;
    if ((getUnlikePostMethod = PostServiceGrpc.getUnlikePostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getUnlikePostMethod = PostServiceGrpc.getUnlikePostMethod) == null) {
          PostServiceGrpc.getUnlikePostMethod = getUnlikePostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.UnlikePostRequest, skein.post.v1.UnlikePostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnlikePost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.UnlikePostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.UnlikePostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("UnlikePost"))
              .build();
        }
      }
    }
    return getUnlikePostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.RepostPostRequest,
      skein.post.v1.RepostPostResponse> getRepostPostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RepostPost",
      requestType = skein.post.v1.RepostPostRequest.class,
      responseType = skein.post.v1.RepostPostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.RepostPostRequest,
      skein.post.v1.RepostPostResponse> getRepostPostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.RepostPostRequest, skein.post.v1.RepostPostResponse> getRepostPostMethod;
    if ((getRepostPostMethod = PostServiceGrpc.getRepostPostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getRepostPostMethod = PostServiceGrpc.getRepostPostMethod) == null) {
          PostServiceGrpc.getRepostPostMethod = getRepostPostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.RepostPostRequest, skein.post.v1.RepostPostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RepostPost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.RepostPostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.RepostPostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("RepostPost"))
              .build();
        }
      }
    }
    return getRepostPostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.UnrepostPostRequest,
      skein.post.v1.UnrepostPostResponse> getUnrepostPostMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UnrepostPost",
      requestType = skein.post.v1.UnrepostPostRequest.class,
      responseType = skein.post.v1.UnrepostPostResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.UnrepostPostRequest,
      skein.post.v1.UnrepostPostResponse> getUnrepostPostMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.UnrepostPostRequest, skein.post.v1.UnrepostPostResponse> getUnrepostPostMethod;
    if ((getUnrepostPostMethod = PostServiceGrpc.getUnrepostPostMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getUnrepostPostMethod = PostServiceGrpc.getUnrepostPostMethod) == null) {
          PostServiceGrpc.getUnrepostPostMethod = getUnrepostPostMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.UnrepostPostRequest, skein.post.v1.UnrepostPostResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UnrepostPost"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.UnrepostPostRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.UnrepostPostResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("UnrepostPost"))
              .build();
        }
      }
    }
    return getUnrepostPostMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.ListLikersRequest,
      skein.post.v1.ListLikersResponse> getListLikersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListLikers",
      requestType = skein.post.v1.ListLikersRequest.class,
      responseType = skein.post.v1.ListLikersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.ListLikersRequest,
      skein.post.v1.ListLikersResponse> getListLikersMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.ListLikersRequest, skein.post.v1.ListLikersResponse> getListLikersMethod;
    if ((getListLikersMethod = PostServiceGrpc.getListLikersMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getListLikersMethod = PostServiceGrpc.getListLikersMethod) == null) {
          PostServiceGrpc.getListLikersMethod = getListLikersMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.ListLikersRequest, skein.post.v1.ListLikersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListLikers"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListLikersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListLikersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("ListLikers"))
              .build();
        }
      }
    }
    return getListLikersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.ListRepostersRequest,
      skein.post.v1.ListRepostersResponse> getListRepostersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReposters",
      requestType = skein.post.v1.ListRepostersRequest.class,
      responseType = skein.post.v1.ListRepostersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.ListRepostersRequest,
      skein.post.v1.ListRepostersResponse> getListRepostersMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.ListRepostersRequest, skein.post.v1.ListRepostersResponse> getListRepostersMethod;
    if ((getListRepostersMethod = PostServiceGrpc.getListRepostersMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getListRepostersMethod = PostServiceGrpc.getListRepostersMethod) == null) {
          PostServiceGrpc.getListRepostersMethod = getListRepostersMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.ListRepostersRequest, skein.post.v1.ListRepostersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReposters"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListRepostersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListRepostersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("ListReposters"))
              .build();
        }
      }
    }
    return getListRepostersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.post.v1.ListQuotesRequest,
      skein.post.v1.ListQuotesResponse> getListQuotesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListQuotes",
      requestType = skein.post.v1.ListQuotesRequest.class,
      responseType = skein.post.v1.ListQuotesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.post.v1.ListQuotesRequest,
      skein.post.v1.ListQuotesResponse> getListQuotesMethod() {
    io.grpc.MethodDescriptor<skein.post.v1.ListQuotesRequest, skein.post.v1.ListQuotesResponse> getListQuotesMethod;
    if ((getListQuotesMethod = PostServiceGrpc.getListQuotesMethod) == null) {
      synchronized (PostServiceGrpc.class) {
        if ((getListQuotesMethod = PostServiceGrpc.getListQuotesMethod) == null) {
          PostServiceGrpc.getListQuotesMethod = getListQuotesMethod =
              io.grpc.MethodDescriptor.<skein.post.v1.ListQuotesRequest, skein.post.v1.ListQuotesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListQuotes"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListQuotesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.post.v1.ListQuotesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PostServiceMethodDescriptorSupplier("ListQuotes"))
              .build();
        }
      }
    }
    return getListQuotesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static PostServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PostServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PostServiceStub>() {
        @java.lang.Override
        public PostServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PostServiceStub(channel, callOptions);
        }
      };
    return PostServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static PostServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PostServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PostServiceBlockingV2Stub>() {
        @java.lang.Override
        public PostServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PostServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return PostServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static PostServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PostServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PostServiceBlockingStub>() {
        @java.lang.Override
        public PostServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PostServiceBlockingStub(channel, callOptions);
        }
      };
    return PostServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static PostServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PostServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PostServiceFutureStub>() {
        @java.lang.Override
        public PostServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PostServiceFutureStub(channel, callOptions);
        }
      };
    return PostServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Stores a post. After the answer, the post is in the author's own timelines and is never lost.
     * Errors: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, POST_NOT_FOUND (reply_to_post_id,
     * quoted_post_id), BLOCKED, MEDIA_NOT_FOUND.
     * </pre>
     */
    default void createPost(skein.post.v1.CreatePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.CreatePostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreatePostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a post of the caller; a moderator may delete any post. After the answer no list shows it.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    default void deletePost(skein.post.v1.DeletePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.DeletePostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeletePostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives one post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void getPost(skein.post.v1.GetPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.GetPostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetPostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives many posts in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    default void batchGetPosts(skein.post.v1.BatchGetPostsRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.BatchGetPostsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchGetPostsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the direct replies to a post, oldest first.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void listReplies(skein.post.v1.ListRepliesRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListRepliesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRepliesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives a post, the posts above it up to the first of the conversation, and its direct replies, oldest first, in
     * pages. A post that was deleted or may not be shown is a tombstone. Such a reply is left out unless it has replies
     * itself.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void getThread(skein.post.v1.GetThreadRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.GetThreadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetThreadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Likes a post. Liking it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    default void likePost(skein.post.v1.LikePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.LikePostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getLikePostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a like. Without a like nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void unlikePost(skein.post.v1.UnlikePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.UnlikePostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnlikePostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reposts a post to the caller's followers. Reposting it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    default void repostPost(skein.post.v1.RepostPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.RepostPostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRepostPostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a repost. Without a repost nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void unrepostPost(skein.post.v1.UnrepostPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.UnrepostPostResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUnrepostPostMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people who like a post; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void listLikers(skein.post.v1.ListLikersRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListLikersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListLikersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the people who reposted a post; the order is stable but not specified. People who blocked the caller, or whom
     * the caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void listReposters(skein.post.v1.ListRepostersRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListRepostersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRepostersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the posts that quote a post, newest first, without those that the caller may not see.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    default void listQuotes(skein.post.v1.ListQuotesRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListQuotesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListQuotesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service PostService.
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public static abstract class PostServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return PostServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service PostService.
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public static final class PostServiceStub
      extends io.grpc.stub.AbstractAsyncStub<PostServiceStub> {
    private PostServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PostServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PostServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores a post. After the answer, the post is in the author's own timelines and is never lost.
     * Errors: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, POST_NOT_FOUND (reply_to_post_id,
     * quoted_post_id), BLOCKED, MEDIA_NOT_FOUND.
     * </pre>
     */
    public void createPost(skein.post.v1.CreatePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.CreatePostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreatePostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a post of the caller; a moderator may delete any post. After the answer no list shows it.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public void deletePost(skein.post.v1.DeletePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.DeletePostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeletePostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives one post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void getPost(skein.post.v1.GetPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.GetPostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetPostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives many posts in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public void batchGetPosts(skein.post.v1.BatchGetPostsRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.BatchGetPostsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchGetPostsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the direct replies to a post, oldest first.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void listReplies(skein.post.v1.ListRepliesRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListRepliesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRepliesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives a post, the posts above it up to the first of the conversation, and its direct replies, oldest first, in
     * pages. A post that was deleted or may not be shown is a tombstone. Such a reply is left out unless it has replies
     * itself.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void getThread(skein.post.v1.GetThreadRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.GetThreadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetThreadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Likes a post. Liking it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public void likePost(skein.post.v1.LikePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.LikePostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getLikePostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a like. Without a like nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void unlikePost(skein.post.v1.UnlikePostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.UnlikePostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnlikePostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reposts a post to the caller's followers. Reposting it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public void repostPost(skein.post.v1.RepostPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.RepostPostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRepostPostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a repost. Without a repost nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void unrepostPost(skein.post.v1.UnrepostPostRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.UnrepostPostResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUnrepostPostMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people who like a post; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void listLikers(skein.post.v1.ListLikersRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListLikersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListLikersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the people who reposted a post; the order is stable but not specified. People who blocked the caller, or whom
     * the caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void listReposters(skein.post.v1.ListRepostersRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListRepostersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRepostersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the posts that quote a post, newest first, without those that the caller may not see.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public void listQuotes(skein.post.v1.ListQuotesRequest request,
        io.grpc.stub.StreamObserver<skein.post.v1.ListQuotesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListQuotesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service PostService.
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public static final class PostServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<PostServiceBlockingV2Stub> {
    private PostServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PostServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PostServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores a post. After the answer, the post is in the author's own timelines and is never lost.
     * Errors: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, POST_NOT_FOUND (reply_to_post_id,
     * quoted_post_id), BLOCKED, MEDIA_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.CreatePostResponse createPost(skein.post.v1.CreatePostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreatePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a post of the caller; a moderator may delete any post. After the answer no list shows it.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.post.v1.DeletePostResponse deletePost(skein.post.v1.DeletePostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeletePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.GetPostResponse getPost(skein.post.v1.GetPostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives many posts in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public skein.post.v1.BatchGetPostsResponse batchGetPosts(skein.post.v1.BatchGetPostsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchGetPostsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the direct replies to a post, oldest first.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListRepliesResponse listReplies(skein.post.v1.ListRepliesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRepliesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a post, the posts above it up to the first of the conversation, and its direct replies, oldest first, in
     * pages. A post that was deleted or may not be shown is a tombstone. Such a reply is left out unless it has replies
     * itself.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.GetThreadResponse getThread(skein.post.v1.GetThreadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Likes a post. Liking it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public skein.post.v1.LikePostResponse likePost(skein.post.v1.LikePostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getLikePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a like. Without a like nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.UnlikePostResponse unlikePost(skein.post.v1.UnlikePostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnlikePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reposts a post to the caller's followers. Reposting it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public skein.post.v1.RepostPostResponse repostPost(skein.post.v1.RepostPostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRepostPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a repost. Without a repost nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.UnrepostPostResponse unrepostPost(skein.post.v1.UnrepostPostRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUnrepostPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people who like a post; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListLikersResponse listLikers(skein.post.v1.ListLikersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListLikersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people who reposted a post; the order is stable but not specified. People who blocked the caller, or whom
     * the caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListRepostersResponse listReposters(skein.post.v1.ListRepostersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRepostersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the posts that quote a post, newest first, without those that the caller may not see.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListQuotesResponse listQuotes(skein.post.v1.ListQuotesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListQuotesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service PostService.
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public static final class PostServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<PostServiceBlockingStub> {
    private PostServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PostServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PostServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores a post. After the answer, the post is in the author's own timelines and is never lost.
     * Errors: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, POST_NOT_FOUND (reply_to_post_id,
     * quoted_post_id), BLOCKED, MEDIA_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.CreatePostResponse createPost(skein.post.v1.CreatePostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreatePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a post of the caller; a moderator may delete any post. After the answer no list shows it.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public skein.post.v1.DeletePostResponse deletePost(skein.post.v1.DeletePostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeletePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.GetPostResponse getPost(skein.post.v1.GetPostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives many posts in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public skein.post.v1.BatchGetPostsResponse batchGetPosts(skein.post.v1.BatchGetPostsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchGetPostsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the direct replies to a post, oldest first.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListRepliesResponse listReplies(skein.post.v1.ListRepliesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRepliesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a post, the posts above it up to the first of the conversation, and its direct replies, oldest first, in
     * pages. A post that was deleted or may not be shown is a tombstone. Such a reply is left out unless it has replies
     * itself.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.GetThreadResponse getThread(skein.post.v1.GetThreadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetThreadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Likes a post. Liking it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public skein.post.v1.LikePostResponse likePost(skein.post.v1.LikePostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getLikePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a like. Without a like nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.UnlikePostResponse unlikePost(skein.post.v1.UnlikePostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnlikePostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reposts a post to the caller's followers. Reposting it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public skein.post.v1.RepostPostResponse repostPost(skein.post.v1.RepostPostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRepostPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a repost. Without a repost nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.UnrepostPostResponse unrepostPost(skein.post.v1.UnrepostPostRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUnrepostPostMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people who like a post; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListLikersResponse listLikers(skein.post.v1.ListLikersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListLikersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the people who reposted a post; the order is stable but not specified. People who blocked the caller, or whom
     * the caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListRepostersResponse listReposters(skein.post.v1.ListRepostersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRepostersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the posts that quote a post, newest first, without those that the caller may not see.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public skein.post.v1.ListQuotesResponse listQuotes(skein.post.v1.ListQuotesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListQuotesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service PostService.
   * <pre>
   * PostService stores and returns posts.
   * </pre>
   */
  public static final class PostServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<PostServiceFutureStub> {
    private PostServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PostServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PostServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores a post. After the answer, the post is in the author's own timelines and is never lost.
     * Errors: TEXT_EMPTY, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, TEXT_CHARACTER_INVALID, POST_NOT_FOUND (reply_to_post_id,
     * quoted_post_id), BLOCKED, MEDIA_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.CreatePostResponse> createPost(
        skein.post.v1.CreatePostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreatePostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a post of the caller; a moderator may delete any post. After the answer no list shows it.
     * Errors: POST_NOT_FOUND, NOT_OWNER.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.DeletePostResponse> deletePost(
        skein.post.v1.DeletePostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeletePostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives one post.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.GetPostResponse> getPost(
        skein.post.v1.GetPostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetPostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives many posts in the order of the request. Ids not found are listed in missing_ids.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.BatchGetPostsResponse> batchGetPosts(
        skein.post.v1.BatchGetPostsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchGetPostsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the direct replies to a post, oldest first.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.ListRepliesResponse> listReplies(
        skein.post.v1.ListRepliesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRepliesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives a post, the posts above it up to the first of the conversation, and its direct replies, oldest first, in
     * pages. A post that was deleted or may not be shown is a tombstone. Such a reply is left out unless it has replies
     * itself.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.GetThreadResponse> getThread(
        skein.post.v1.GetThreadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetThreadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Likes a post. Liking it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.LikePostResponse> likePost(
        skein.post.v1.LikePostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getLikePostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a like. Without a like nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.UnlikePostResponse> unlikePost(
        skein.post.v1.UnlikePostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnlikePostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reposts a post to the caller's followers. Reposting it again changes nothing.
     * Errors: POST_NOT_FOUND, BLOCKED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.RepostPostResponse> repostPost(
        skein.post.v1.RepostPostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRepostPostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a repost. Without a repost nothing changes.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.UnrepostPostResponse> unrepostPost(
        skein.post.v1.UnrepostPostRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUnrepostPostMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people who like a post; the order is stable but not specified. People who blocked the caller, or whom the
     * caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.ListLikersResponse> listLikers(
        skein.post.v1.ListLikersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListLikersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the people who reposted a post; the order is stable but not specified. People who blocked the caller, or whom
     * the caller blocked, are left out.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.ListRepostersResponse> listReposters(
        skein.post.v1.ListRepostersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRepostersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the posts that quote a post, newest first, without those that the caller may not see.
     * Errors: POST_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.post.v1.ListQuotesResponse> listQuotes(
        skein.post.v1.ListQuotesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListQuotesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_POST = 0;
  private static final int METHODID_DELETE_POST = 1;
  private static final int METHODID_GET_POST = 2;
  private static final int METHODID_BATCH_GET_POSTS = 3;
  private static final int METHODID_LIST_REPLIES = 4;
  private static final int METHODID_GET_THREAD = 5;
  private static final int METHODID_LIKE_POST = 6;
  private static final int METHODID_UNLIKE_POST = 7;
  private static final int METHODID_REPOST_POST = 8;
  private static final int METHODID_UNREPOST_POST = 9;
  private static final int METHODID_LIST_LIKERS = 10;
  private static final int METHODID_LIST_REPOSTERS = 11;
  private static final int METHODID_LIST_QUOTES = 12;

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
        case METHODID_CREATE_POST:
          serviceImpl.createPost((skein.post.v1.CreatePostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.CreatePostResponse>) responseObserver);
          break;
        case METHODID_DELETE_POST:
          serviceImpl.deletePost((skein.post.v1.DeletePostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.DeletePostResponse>) responseObserver);
          break;
        case METHODID_GET_POST:
          serviceImpl.getPost((skein.post.v1.GetPostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.GetPostResponse>) responseObserver);
          break;
        case METHODID_BATCH_GET_POSTS:
          serviceImpl.batchGetPosts((skein.post.v1.BatchGetPostsRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.BatchGetPostsResponse>) responseObserver);
          break;
        case METHODID_LIST_REPLIES:
          serviceImpl.listReplies((skein.post.v1.ListRepliesRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.ListRepliesResponse>) responseObserver);
          break;
        case METHODID_GET_THREAD:
          serviceImpl.getThread((skein.post.v1.GetThreadRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.GetThreadResponse>) responseObserver);
          break;
        case METHODID_LIKE_POST:
          serviceImpl.likePost((skein.post.v1.LikePostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.LikePostResponse>) responseObserver);
          break;
        case METHODID_UNLIKE_POST:
          serviceImpl.unlikePost((skein.post.v1.UnlikePostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.UnlikePostResponse>) responseObserver);
          break;
        case METHODID_REPOST_POST:
          serviceImpl.repostPost((skein.post.v1.RepostPostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.RepostPostResponse>) responseObserver);
          break;
        case METHODID_UNREPOST_POST:
          serviceImpl.unrepostPost((skein.post.v1.UnrepostPostRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.UnrepostPostResponse>) responseObserver);
          break;
        case METHODID_LIST_LIKERS:
          serviceImpl.listLikers((skein.post.v1.ListLikersRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.ListLikersResponse>) responseObserver);
          break;
        case METHODID_LIST_REPOSTERS:
          serviceImpl.listReposters((skein.post.v1.ListRepostersRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.ListRepostersResponse>) responseObserver);
          break;
        case METHODID_LIST_QUOTES:
          serviceImpl.listQuotes((skein.post.v1.ListQuotesRequest) request,
              (io.grpc.stub.StreamObserver<skein.post.v1.ListQuotesResponse>) responseObserver);
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
          getCreatePostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.CreatePostRequest,
              skein.post.v1.CreatePostResponse>(
                service, METHODID_CREATE_POST)))
        .addMethod(
          getDeletePostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.DeletePostRequest,
              skein.post.v1.DeletePostResponse>(
                service, METHODID_DELETE_POST)))
        .addMethod(
          getGetPostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.GetPostRequest,
              skein.post.v1.GetPostResponse>(
                service, METHODID_GET_POST)))
        .addMethod(
          getBatchGetPostsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.BatchGetPostsRequest,
              skein.post.v1.BatchGetPostsResponse>(
                service, METHODID_BATCH_GET_POSTS)))
        .addMethod(
          getListRepliesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.ListRepliesRequest,
              skein.post.v1.ListRepliesResponse>(
                service, METHODID_LIST_REPLIES)))
        .addMethod(
          getGetThreadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.GetThreadRequest,
              skein.post.v1.GetThreadResponse>(
                service, METHODID_GET_THREAD)))
        .addMethod(
          getLikePostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.LikePostRequest,
              skein.post.v1.LikePostResponse>(
                service, METHODID_LIKE_POST)))
        .addMethod(
          getUnlikePostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.UnlikePostRequest,
              skein.post.v1.UnlikePostResponse>(
                service, METHODID_UNLIKE_POST)))
        .addMethod(
          getRepostPostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.RepostPostRequest,
              skein.post.v1.RepostPostResponse>(
                service, METHODID_REPOST_POST)))
        .addMethod(
          getUnrepostPostMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.UnrepostPostRequest,
              skein.post.v1.UnrepostPostResponse>(
                service, METHODID_UNREPOST_POST)))
        .addMethod(
          getListLikersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.ListLikersRequest,
              skein.post.v1.ListLikersResponse>(
                service, METHODID_LIST_LIKERS)))
        .addMethod(
          getListRepostersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.ListRepostersRequest,
              skein.post.v1.ListRepostersResponse>(
                service, METHODID_LIST_REPOSTERS)))
        .addMethod(
          getListQuotesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.post.v1.ListQuotesRequest,
              skein.post.v1.ListQuotesResponse>(
                service, METHODID_LIST_QUOTES)))
        .build();
  }

  private static abstract class PostServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    PostServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.post.v1.PostServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("PostService");
    }
  }

  private static final class PostServiceFileDescriptorSupplier
      extends PostServiceBaseDescriptorSupplier {
    PostServiceFileDescriptorSupplier() {}
  }

  private static final class PostServiceMethodDescriptorSupplier
      extends PostServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    PostServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (PostServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new PostServiceFileDescriptorSupplier())
              .addMethod(getCreatePostMethod())
              .addMethod(getDeletePostMethod())
              .addMethod(getGetPostMethod())
              .addMethod(getBatchGetPostsMethod())
              .addMethod(getListRepliesMethod())
              .addMethod(getGetThreadMethod())
              .addMethod(getLikePostMethod())
              .addMethod(getUnlikePostMethod())
              .addMethod(getRepostPostMethod())
              .addMethod(getUnrepostPostMethod())
              .addMethod(getListLikersMethod())
              .addMethod(getListRepostersMethod())
              .addMethod(getListQuotesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
