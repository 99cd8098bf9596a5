package skein.ops.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * OpsService lets operators inspect and repair the running network.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class OpsServiceGrpc {

  private OpsServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "skein.ops.v1.OpsService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.GetFiguresRequest,
      skein.ops.v1.GetFiguresResponse> getGetFiguresMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetFigures",
      requestType = skein.ops.v1.GetFiguresRequest.class,
      responseType = skein.ops.v1.GetFiguresResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.GetFiguresRequest,
      skein.ops.v1.GetFiguresResponse> getGetFiguresMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.GetFiguresRequest, skein.ops.v1.GetFiguresResponse> getGetFiguresMethod;
    if ((getGetFiguresMethod = OpsServiceGrpc.getGetFiguresMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getGetFiguresMethod = OpsServiceGrpc.getGetFiguresMethod) == null) {
          OpsServiceGrpc.getGetFiguresMethod = getGetFiguresMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.GetFiguresRequest, skein.ops.v1.GetFiguresResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetFigures"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.GetFiguresRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.GetFiguresResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("GetFigures"))
              .build();
        }
      }
    }
    return getGetFiguresMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.ListConsumerLagsRequest,
      skein.ops.v1.ListConsumerLagsResponse> getListConsumerLagsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListConsumerLags",
      requestType = skein.ops.v1.ListConsumerLagsRequest.class,
      responseType = skein.ops.v1.ListConsumerLagsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.ListConsumerLagsRequest,
      skein.ops.v1.ListConsumerLagsResponse> getListConsumerLagsMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.ListConsumerLagsRequest, skein.ops.v1.ListConsumerLagsResponse> getListConsumerLagsMethod;
    if ((getListConsumerLagsMethod = OpsServiceGrpc.getListConsumerLagsMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getListConsumerLagsMethod = OpsServiceGrpc.getListConsumerLagsMethod) == null) {
          OpsServiceGrpc.getListConsumerLagsMethod = getListConsumerLagsMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.ListConsumerLagsRequest, skein.ops.v1.ListConsumerLagsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListConsumerLags"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListConsumerLagsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListConsumerLagsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("ListConsumerLags"))
              .build();
        }
      }
    }
    return getListConsumerLagsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.ListDeadLettersRequest,
      skein.ops.v1.ListDeadLettersResponse> getListDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDeadLetters",
      requestType = skein.ops.v1.ListDeadLettersRequest.class,
      responseType = skein.ops.v1.ListDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.ListDeadLettersRequest,
      skein.ops.v1.ListDeadLettersResponse> getListDeadLettersMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.ListDeadLettersRequest, skein.ops.v1.ListDeadLettersResponse> getListDeadLettersMethod;
    if ((getListDeadLettersMethod = OpsServiceGrpc.getListDeadLettersMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getListDeadLettersMethod = OpsServiceGrpc.getListDeadLettersMethod) == null) {
          OpsServiceGrpc.getListDeadLettersMethod = getListDeadLettersMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.ListDeadLettersRequest, skein.ops.v1.ListDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDeadLetters"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("ListDeadLetters"))
              .build();
        }
      }
    }
    return getListDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLetterRequest,
      skein.ops.v1.RetryDeadLetterResponse> getRetryDeadLetterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RetryDeadLetter",
      requestType = skein.ops.v1.RetryDeadLetterRequest.class,
      responseType = skein.ops.v1.RetryDeadLetterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLetterRequest,
      skein.ops.v1.RetryDeadLetterResponse> getRetryDeadLetterMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLetterRequest, skein.ops.v1.RetryDeadLetterResponse> getRetryDeadLetterMethod;
    if ((getRetryDeadLetterMethod = OpsServiceGrpc.getRetryDeadLetterMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getRetryDeadLetterMethod = OpsServiceGrpc.getRetryDeadLetterMethod) == null) {
          OpsServiceGrpc.getRetryDeadLetterMethod = getRetryDeadLetterMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.RetryDeadLetterRequest, skein.ops.v1.RetryDeadLetterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RetryDeadLetter"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RetryDeadLetterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RetryDeadLetterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("RetryDeadLetter"))
              .build();
        }
      }
    }
    return getRetryDeadLetterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLettersRequest,
      skein.ops.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RetryDeadLetters",
      requestType = skein.ops.v1.RetryDeadLettersRequest.class,
      responseType = skein.ops.v1.RetryDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLettersRequest,
      skein.ops.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.RetryDeadLettersRequest, skein.ops.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod;
    if ((getRetryDeadLettersMethod = OpsServiceGrpc.getRetryDeadLettersMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getRetryDeadLettersMethod = OpsServiceGrpc.getRetryDeadLettersMethod) == null) {
          OpsServiceGrpc.getRetryDeadLettersMethod = getRetryDeadLettersMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.RetryDeadLettersRequest, skein.ops.v1.RetryDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RetryDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RetryDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RetryDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("RetryDeadLetters"))
              .build();
        }
      }
    }
    return getRetryDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.DiscardDeadLetterRequest,
      skein.ops.v1.DiscardDeadLetterResponse> getDiscardDeadLetterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DiscardDeadLetter",
      requestType = skein.ops.v1.DiscardDeadLetterRequest.class,
      responseType = skein.ops.v1.DiscardDeadLetterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.DiscardDeadLetterRequest,
      skein.ops.v1.DiscardDeadLetterResponse> getDiscardDeadLetterMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.DiscardDeadLetterRequest, skein.ops.v1.DiscardDeadLetterResponse> getDiscardDeadLetterMethod;
    if ((getDiscardDeadLetterMethod = OpsServiceGrpc.getDiscardDeadLetterMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getDiscardDeadLetterMethod = OpsServiceGrpc.getDiscardDeadLetterMethod) == null) {
          OpsServiceGrpc.getDiscardDeadLetterMethod = getDiscardDeadLetterMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.DiscardDeadLetterRequest, skein.ops.v1.DiscardDeadLetterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DiscardDeadLetter"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.DiscardDeadLetterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.DiscardDeadLetterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("DiscardDeadLetter"))
              .build();
        }
      }
    }
    return getDiscardDeadLetterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.RebuildRingRequest,
      skein.ops.v1.RebuildRingResponse> getRebuildRingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RebuildRing",
      requestType = skein.ops.v1.RebuildRingRequest.class,
      responseType = skein.ops.v1.RebuildRingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.RebuildRingRequest,
      skein.ops.v1.RebuildRingResponse> getRebuildRingMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.RebuildRingRequest, skein.ops.v1.RebuildRingResponse> getRebuildRingMethod;
    if ((getRebuildRingMethod = OpsServiceGrpc.getRebuildRingMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getRebuildRingMethod = OpsServiceGrpc.getRebuildRingMethod) == null) {
          OpsServiceGrpc.getRebuildRingMethod = getRebuildRingMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.RebuildRingRequest, skein.ops.v1.RebuildRingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RebuildRing"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RebuildRingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.RebuildRingResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("RebuildRing"))
              .build();
        }
      }
    }
    return getRebuildRingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.SetLogLevelRequest,
      skein.ops.v1.SetLogLevelResponse> getSetLogLevelMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetLogLevel",
      requestType = skein.ops.v1.SetLogLevelRequest.class,
      responseType = skein.ops.v1.SetLogLevelResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.SetLogLevelRequest,
      skein.ops.v1.SetLogLevelResponse> getSetLogLevelMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.SetLogLevelRequest, skein.ops.v1.SetLogLevelResponse> getSetLogLevelMethod;
    if ((getSetLogLevelMethod = OpsServiceGrpc.getSetLogLevelMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getSetLogLevelMethod = OpsServiceGrpc.getSetLogLevelMethod) == null) {
          OpsServiceGrpc.getSetLogLevelMethod = getSetLogLevelMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.SetLogLevelRequest, skein.ops.v1.SetLogLevelResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetLogLevel"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.SetLogLevelRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.SetLogLevelResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("SetLogLevel"))
              .build();
        }
      }
    }
    return getSetLogLevelMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.StartReindexRequest,
      skein.ops.v1.StartReindexResponse> getStartReindexMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartReindex",
      requestType = skein.ops.v1.StartReindexRequest.class,
      responseType = skein.ops.v1.StartReindexResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.StartReindexRequest,
      skein.ops.v1.StartReindexResponse> getStartReindexMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.StartReindexRequest, skein.ops.v1.StartReindexResponse> getStartReindexMethod;
    if ((getStartReindexMethod = OpsServiceGrpc.getStartReindexMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getStartReindexMethod = OpsServiceGrpc.getStartReindexMethod) == null) {
          OpsServiceGrpc.getStartReindexMethod = getStartReindexMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.StartReindexRequest, skein.ops.v1.StartReindexResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartReindex"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.StartReindexRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.StartReindexResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("StartReindex"))
              .build();
        }
      }
    }
    return getStartReindexMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.VerifyCountsRequest,
      skein.ops.v1.VerifyCountsResponse> getVerifyCountsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyCounts",
      requestType = skein.ops.v1.VerifyCountsRequest.class,
      responseType = skein.ops.v1.VerifyCountsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.VerifyCountsRequest,
      skein.ops.v1.VerifyCountsResponse> getVerifyCountsMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.VerifyCountsRequest, skein.ops.v1.VerifyCountsResponse> getVerifyCountsMethod;
    if ((getVerifyCountsMethod = OpsServiceGrpc.getVerifyCountsMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getVerifyCountsMethod = OpsServiceGrpc.getVerifyCountsMethod) == null) {
          OpsServiceGrpc.getVerifyCountsMethod = getVerifyCountsMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.VerifyCountsRequest, skein.ops.v1.VerifyCountsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyCounts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.VerifyCountsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.VerifyCountsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("VerifyCounts"))
              .build();
        }
      }
    }
    return getVerifyCountsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.ListOperationsRequest,
      skein.ops.v1.ListOperationsResponse> getListOperationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListOperations",
      requestType = skein.ops.v1.ListOperationsRequest.class,
      responseType = skein.ops.v1.ListOperationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.ListOperationsRequest,
      skein.ops.v1.ListOperationsResponse> getListOperationsMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.ListOperationsRequest, skein.ops.v1.ListOperationsResponse> getListOperationsMethod;
    if ((getListOperationsMethod = OpsServiceGrpc.getListOperationsMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getListOperationsMethod = OpsServiceGrpc.getListOperationsMethod) == null) {
          OpsServiceGrpc.getListOperationsMethod = getListOperationsMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.ListOperationsRequest, skein.ops.v1.ListOperationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListOperations"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListOperationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ListOperationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("ListOperations"))
              .build();
        }
      }
    }
    return getListOperationsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.GetOperationRequest,
      skein.ops.v1.GetOperationResponse> getGetOperationMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetOperation",
      requestType = skein.ops.v1.GetOperationRequest.class,
      responseType = skein.ops.v1.GetOperationResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.GetOperationRequest,
      skein.ops.v1.GetOperationResponse> getGetOperationMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.GetOperationRequest, skein.ops.v1.GetOperationResponse> getGetOperationMethod;
    if ((getGetOperationMethod = OpsServiceGrpc.getGetOperationMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getGetOperationMethod = OpsServiceGrpc.getGetOperationMethod) == null) {
          OpsServiceGrpc.getGetOperationMethod = getGetOperationMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.GetOperationRequest, skein.ops.v1.GetOperationResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetOperation"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.GetOperationRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.GetOperationResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("GetOperation"))
              .build();
        }
      }
    }
    return getGetOperationMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.StopOperationRequest,
      skein.ops.v1.StopOperationResponse> getStopOperationMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StopOperation",
      requestType = skein.ops.v1.StopOperationRequest.class,
      responseType = skein.ops.v1.StopOperationResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.StopOperationRequest,
      skein.ops.v1.StopOperationResponse> getStopOperationMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.StopOperationRequest, skein.ops.v1.StopOperationResponse> getStopOperationMethod;
    if ((getStopOperationMethod = OpsServiceGrpc.getStopOperationMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getStopOperationMethod = OpsServiceGrpc.getStopOperationMethod) == null) {
          OpsServiceGrpc.getStopOperationMethod = getStopOperationMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.StopOperationRequest, skein.ops.v1.StopOperationResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StopOperation"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.StopOperationRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.StopOperationResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("StopOperation"))
              .build();
        }
      }
    }
    return getStopOperationMethod;
  }

  private static volatile io.grpc.MethodDescriptor<skein.ops.v1.ResumeOperationRequest,
      skein.ops.v1.ResumeOperationResponse> getResumeOperationMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeOperation",
      requestType = skein.ops.v1.ResumeOperationRequest.class,
      responseType = skein.ops.v1.ResumeOperationResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<skein.ops.v1.ResumeOperationRequest,
      skein.ops.v1.ResumeOperationResponse> getResumeOperationMethod() {
    io.grpc.MethodDescriptor<skein.ops.v1.ResumeOperationRequest, skein.ops.v1.ResumeOperationResponse> getResumeOperationMethod;
    if ((getResumeOperationMethod = OpsServiceGrpc.getResumeOperationMethod) == null) {
      synchronized (OpsServiceGrpc.class) {
        if ((getResumeOperationMethod = OpsServiceGrpc.getResumeOperationMethod) == null) {
          OpsServiceGrpc.getResumeOperationMethod = getResumeOperationMethod =
              io.grpc.MethodDescriptor.<skein.ops.v1.ResumeOperationRequest, skein.ops.v1.ResumeOperationResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeOperation"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ResumeOperationRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  skein.ops.v1.ResumeOperationResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OpsServiceMethodDescriptorSupplier("ResumeOperation"))
              .build();
        }
      }
    }
    return getResumeOperationMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static OpsServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OpsServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OpsServiceStub>() {
        @java.lang.Override
        public OpsServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OpsServiceStub(channel, callOptions);
        }
      };
    return OpsServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static OpsServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OpsServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OpsServiceBlockingV2Stub>() {
        @java.lang.Override
        public OpsServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OpsServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return OpsServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static OpsServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OpsServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OpsServiceBlockingStub>() {
        @java.lang.Override
        public OpsServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OpsServiceBlockingStub(channel, callOptions);
        }
      };
    return OpsServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static OpsServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OpsServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OpsServiceFutureStub>() {
        @java.lang.Override
        public OpsServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OpsServiceFutureStub(channel, callOptions);
        }
      };
    return OpsServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Gives the figures of every process that answers. The operator's page calls it every few seconds.
     * </pre>
     */
    default void getFigures(skein.ops.v1.GetFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.GetFiguresResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetFiguresMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists how far consumer groups are behind, the furthest first.
     * </pre>
     */
    default void listConsumerLags(skein.ops.v1.ListConsumerLagsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListConsumerLagsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListConsumerLagsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists dead letters: events that consumers failed to process, newest first.
     * </pre>
     */
    default void listDeadLetters(skein.ops.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Delivers a dead letter once more to the consumer group that failed. If the group processes it, it leaves the list.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void retryDeadLetter(skein.ops.v1.RetryDeadLetterRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLetterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRetryDeadLetterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts an operation that retries all dead letters of a topic or a consumer group. If one with the same topic and
     * group is running, gives that operation.
     * </pre>
     */
    default void retryDeadLetters(skein.ops.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRetryDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a dead letter from the list for ever.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void discardDeadLetter(skein.ops.v1.DiscardDeadLetterRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.DiscardDeadLetterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDiscardDeadLetterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Drops the ring of a person's home timeline and rebuilds it from posts and graph.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    default void rebuildRing(skein.ops.v1.RebuildRingRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RebuildRingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRebuildRingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets the log level of processes for a limited time.
     * Errors: NOT_FOUND (instance).
     * </pre>
     */
    default void setLogLevel(skein.ops.v1.SetLogLevelRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.SetLogLevelResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetLogLevelMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts to rebuild a search index. If a rebuild of that index is running, gives that operation.
     * </pre>
     */
    default void startReindex(skein.ops.v1.StartReindexRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.StartReindexResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartReindexMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts to compare counts with their rows. If a comparison with the same subject and repair is running, gives that
     * operation. A count that changes meanwhile may be listed although it is about to be corrected.
     * </pre>
     */
    default void verifyCounts(skein.ops.v1.VerifyCountsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.VerifyCountsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyCountsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists operations, last started first.
     * </pre>
     */
    default void listOperations(skein.ops.v1.ListOperationsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListOperationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListOperationsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives one operation with its progress.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void getOperation(skein.ops.v1.GetOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.GetOperationResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetOperationMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops an operation after its current batch and keeps its progress. If it is not running, nothing changes.
     * Errors: NOT_FOUND.
     * </pre>
     */
    default void stopOperation(skein.ops.v1.StopOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.StopOperationResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStopOperationMethod(), responseObserver);
    }

    /**
     * <pre>
     * Resumes an operation where it stopped or failed. If it is running or done, nothing changes.
     * Errors: NOT_FOUND; CONFLICT while another operation does the same, and for a rebuild of an index of which a later
     * rebuild was started.
     * </pre>
     */
    default void resumeOperation(skein.ops.v1.ResumeOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ResumeOperationResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeOperationMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service OpsService.
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public static abstract class OpsServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return OpsServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service OpsService.
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public static final class OpsServiceStub
      extends io.grpc.stub.AbstractAsyncStub<OpsServiceStub> {
    private OpsServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OpsServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OpsServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives the figures of every process that answers. The operator's page calls it every few seconds.
     * </pre>
     */
    public void getFigures(skein.ops.v1.GetFiguresRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.GetFiguresResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetFiguresMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists how far consumer groups are behind, the furthest first.
     * </pre>
     */
    public void listConsumerLags(skein.ops.v1.ListConsumerLagsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListConsumerLagsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListConsumerLagsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists dead letters: events that consumers failed to process, newest first.
     * </pre>
     */
    public void listDeadLetters(skein.ops.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Delivers a dead letter once more to the consumer group that failed. If the group processes it, it leaves the list.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void retryDeadLetter(skein.ops.v1.RetryDeadLetterRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLetterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRetryDeadLetterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts an operation that retries all dead letters of a topic or a consumer group. If one with the same topic and
     * group is running, gives that operation.
     * </pre>
     */
    public void retryDeadLetters(skein.ops.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a dead letter from the list for ever.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void discardDeadLetter(skein.ops.v1.DiscardDeadLetterRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.DiscardDeadLetterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDiscardDeadLetterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Drops the ring of a person's home timeline and rebuilds it from posts and graph.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public void rebuildRing(skein.ops.v1.RebuildRingRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.RebuildRingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRebuildRingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets the log level of processes for a limited time.
     * Errors: NOT_FOUND (instance).
     * </pre>
     */
    public void setLogLevel(skein.ops.v1.SetLogLevelRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.SetLogLevelResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetLogLevelMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts to rebuild a search index. If a rebuild of that index is running, gives that operation.
     * </pre>
     */
    public void startReindex(skein.ops.v1.StartReindexRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.StartReindexResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartReindexMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts to compare counts with their rows. If a comparison with the same subject and repair is running, gives that
     * operation. A count that changes meanwhile may be listed although it is about to be corrected.
     * </pre>
     */
    public void verifyCounts(skein.ops.v1.VerifyCountsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.VerifyCountsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getVerifyCountsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists operations, last started first.
     * </pre>
     */
    public void listOperations(skein.ops.v1.ListOperationsRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ListOperationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListOperationsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives one operation with its progress.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void getOperation(skein.ops.v1.GetOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.GetOperationResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetOperationMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops an operation after its current batch and keeps its progress. If it is not running, nothing changes.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public void stopOperation(skein.ops.v1.StopOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.StopOperationResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStopOperationMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Resumes an operation where it stopped or failed. If it is running or done, nothing changes.
     * Errors: NOT_FOUND; CONFLICT while another operation does the same, and for a rebuild of an index of which a later
     * rebuild was started.
     * </pre>
     */
    public void resumeOperation(skein.ops.v1.ResumeOperationRequest request,
        io.grpc.stub.StreamObserver<skein.ops.v1.ResumeOperationResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeOperationMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service OpsService.
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public static final class OpsServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<OpsServiceBlockingV2Stub> {
    private OpsServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OpsServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OpsServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives the figures of every process that answers. The operator's page calls it every few seconds.
     * </pre>
     */
    public skein.ops.v1.GetFiguresResponse getFigures(skein.ops.v1.GetFiguresRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists how far consumer groups are behind, the furthest first.
     * </pre>
     */
    public skein.ops.v1.ListConsumerLagsResponse listConsumerLags(skein.ops.v1.ListConsumerLagsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListConsumerLagsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists dead letters: events that consumers failed to process, newest first.
     * </pre>
     */
    public skein.ops.v1.ListDeadLettersResponse listDeadLetters(skein.ops.v1.ListDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Delivers a dead letter once more to the consumer group that failed. If the group processes it, it leaves the list.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.RetryDeadLetterResponse retryDeadLetter(skein.ops.v1.RetryDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRetryDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts an operation that retries all dead letters of a topic or a consumer group. If one with the same topic and
     * group is running, gives that operation.
     * </pre>
     */
    public skein.ops.v1.RetryDeadLettersResponse retryDeadLetters(skein.ops.v1.RetryDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a dead letter from the list for ever.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.DiscardDeadLetterResponse discardDeadLetter(skein.ops.v1.DiscardDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDiscardDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Drops the ring of a person's home timeline and rebuilds it from posts and graph.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.RebuildRingResponse rebuildRing(skein.ops.v1.RebuildRingRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRebuildRingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets the log level of processes for a limited time.
     * Errors: NOT_FOUND (instance).
     * </pre>
     */
    public skein.ops.v1.SetLogLevelResponse setLogLevel(skein.ops.v1.SetLogLevelRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetLogLevelMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts to rebuild a search index. If a rebuild of that index is running, gives that operation.
     * </pre>
     */
    public skein.ops.v1.StartReindexResponse startReindex(skein.ops.v1.StartReindexRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartReindexMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts to compare counts with their rows. If a comparison with the same subject and repair is running, gives that
     * operation. A count that changes meanwhile may be listed although it is about to be corrected.
     * </pre>
     */
    public skein.ops.v1.VerifyCountsResponse verifyCounts(skein.ops.v1.VerifyCountsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getVerifyCountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists operations, last started first.
     * </pre>
     */
    public skein.ops.v1.ListOperationsResponse listOperations(skein.ops.v1.ListOperationsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListOperationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one operation with its progress.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.GetOperationResponse getOperation(skein.ops.v1.GetOperationRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetOperationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops an operation after its current batch and keeps its progress. If it is not running, nothing changes.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.StopOperationResponse stopOperation(skein.ops.v1.StopOperationRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStopOperationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resumes an operation where it stopped or failed. If it is running or done, nothing changes.
     * Errors: NOT_FOUND; CONFLICT while another operation does the same, and for a rebuild of an index of which a later
     * rebuild was started.
     * </pre>
     */
    public skein.ops.v1.ResumeOperationResponse resumeOperation(skein.ops.v1.ResumeOperationRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResumeOperationMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service OpsService.
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public static final class OpsServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<OpsServiceBlockingStub> {
    private OpsServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OpsServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OpsServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives the figures of every process that answers. The operator's page calls it every few seconds.
     * </pre>
     */
    public skein.ops.v1.GetFiguresResponse getFigures(skein.ops.v1.GetFiguresRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetFiguresMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists how far consumer groups are behind, the furthest first.
     * </pre>
     */
    public skein.ops.v1.ListConsumerLagsResponse listConsumerLags(skein.ops.v1.ListConsumerLagsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListConsumerLagsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists dead letters: events that consumers failed to process, newest first.
     * </pre>
     */
    public skein.ops.v1.ListDeadLettersResponse listDeadLetters(skein.ops.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Delivers a dead letter once more to the consumer group that failed. If the group processes it, it leaves the list.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.RetryDeadLetterResponse retryDeadLetter(skein.ops.v1.RetryDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRetryDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts an operation that retries all dead letters of a topic or a consumer group. If one with the same topic and
     * group is running, gives that operation.
     * </pre>
     */
    public skein.ops.v1.RetryDeadLettersResponse retryDeadLetters(skein.ops.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a dead letter from the list for ever.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.DiscardDeadLetterResponse discardDeadLetter(skein.ops.v1.DiscardDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDiscardDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Drops the ring of a person's home timeline and rebuilds it from posts and graph.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.RebuildRingResponse rebuildRing(skein.ops.v1.RebuildRingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRebuildRingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets the log level of processes for a limited time.
     * Errors: NOT_FOUND (instance).
     * </pre>
     */
    public skein.ops.v1.SetLogLevelResponse setLogLevel(skein.ops.v1.SetLogLevelRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetLogLevelMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts to rebuild a search index. If a rebuild of that index is running, gives that operation.
     * </pre>
     */
    public skein.ops.v1.StartReindexResponse startReindex(skein.ops.v1.StartReindexRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartReindexMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts to compare counts with their rows. If a comparison with the same subject and repair is running, gives that
     * operation. A count that changes meanwhile may be listed although it is about to be corrected.
     * </pre>
     */
    public skein.ops.v1.VerifyCountsResponse verifyCounts(skein.ops.v1.VerifyCountsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getVerifyCountsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists operations, last started first.
     * </pre>
     */
    public skein.ops.v1.ListOperationsResponse listOperations(skein.ops.v1.ListOperationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListOperationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives one operation with its progress.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.GetOperationResponse getOperation(skein.ops.v1.GetOperationRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetOperationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops an operation after its current batch and keeps its progress. If it is not running, nothing changes.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public skein.ops.v1.StopOperationResponse stopOperation(skein.ops.v1.StopOperationRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStopOperationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Resumes an operation where it stopped or failed. If it is running or done, nothing changes.
     * Errors: NOT_FOUND; CONFLICT while another operation does the same, and for a rebuild of an index of which a later
     * rebuild was started.
     * </pre>
     */
    public skein.ops.v1.ResumeOperationResponse resumeOperation(skein.ops.v1.ResumeOperationRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeOperationMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service OpsService.
   * <pre>
   * OpsService lets operators inspect and repair the running network.
   * </pre>
   */
  public static final class OpsServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<OpsServiceFutureStub> {
    private OpsServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OpsServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OpsServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Gives the figures of every process that answers. The operator's page calls it every few seconds.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.GetFiguresResponse> getFigures(
        skein.ops.v1.GetFiguresRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetFiguresMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists how far consumer groups are behind, the furthest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.ListConsumerLagsResponse> listConsumerLags(
        skein.ops.v1.ListConsumerLagsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListConsumerLagsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists dead letters: events that consumers failed to process, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.ListDeadLettersResponse> listDeadLetters(
        skein.ops.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Delivers a dead letter once more to the consumer group that failed. If the group processes it, it leaves the list.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.RetryDeadLetterResponse> retryDeadLetter(
        skein.ops.v1.RetryDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRetryDeadLetterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts an operation that retries all dead letters of a topic or a consumer group. If one with the same topic and
     * group is running, gives that operation.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.RetryDeadLettersResponse> retryDeadLetters(
        skein.ops.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a dead letter from the list for ever.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.DiscardDeadLetterResponse> discardDeadLetter(
        skein.ops.v1.DiscardDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDiscardDeadLetterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Drops the ring of a person's home timeline and rebuilds it from posts and graph.
     * Errors: USER_NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.RebuildRingResponse> rebuildRing(
        skein.ops.v1.RebuildRingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRebuildRingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets the log level of processes for a limited time.
     * Errors: NOT_FOUND (instance).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.SetLogLevelResponse> setLogLevel(
        skein.ops.v1.SetLogLevelRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetLogLevelMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts to rebuild a search index. If a rebuild of that index is running, gives that operation.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.StartReindexResponse> startReindex(
        skein.ops.v1.StartReindexRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartReindexMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts to compare counts with their rows. If a comparison with the same subject and repair is running, gives that
     * operation. A count that changes meanwhile may be listed although it is about to be corrected.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.VerifyCountsResponse> verifyCounts(
        skein.ops.v1.VerifyCountsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getVerifyCountsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists operations, last started first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.ListOperationsResponse> listOperations(
        skein.ops.v1.ListOperationsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListOperationsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives one operation with its progress.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.GetOperationResponse> getOperation(
        skein.ops.v1.GetOperationRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetOperationMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops an operation after its current batch and keeps its progress. If it is not running, nothing changes.
     * Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.StopOperationResponse> stopOperation(
        skein.ops.v1.StopOperationRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStopOperationMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Resumes an operation where it stopped or failed. If it is running or done, nothing changes.
     * Errors: NOT_FOUND; CONFLICT while another operation does the same, and for a rebuild of an index of which a later
     * rebuild was started.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<skein.ops.v1.ResumeOperationResponse> resumeOperation(
        skein.ops.v1.ResumeOperationRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeOperationMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_FIGURES = 0;
  private static final int METHODID_LIST_CONSUMER_LAGS = 1;
  private static final int METHODID_LIST_DEAD_LETTERS = 2;
  private static final int METHODID_RETRY_DEAD_LETTER = 3;
  private static final int METHODID_RETRY_DEAD_LETTERS = 4;
  private static final int METHODID_DISCARD_DEAD_LETTER = 5;
  private static final int METHODID_REBUILD_RING = 6;
  private static final int METHODID_SET_LOG_LEVEL = 7;
  private static final int METHODID_START_REINDEX = 8;
  private static final int METHODID_VERIFY_COUNTS = 9;
  private static final int METHODID_LIST_OPERATIONS = 10;
  private static final int METHODID_GET_OPERATION = 11;
  private static final int METHODID_STOP_OPERATION = 12;
  private static final int METHODID_RESUME_OPERATION = 13;

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
        case METHODID_GET_FIGURES:
          serviceImpl.getFigures((skein.ops.v1.GetFiguresRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.GetFiguresResponse>) responseObserver);
          break;
        case METHODID_LIST_CONSUMER_LAGS:
          serviceImpl.listConsumerLags((skein.ops.v1.ListConsumerLagsRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.ListConsumerLagsResponse>) responseObserver);
          break;
        case METHODID_LIST_DEAD_LETTERS:
          serviceImpl.listDeadLetters((skein.ops.v1.ListDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.ListDeadLettersResponse>) responseObserver);
          break;
        case METHODID_RETRY_DEAD_LETTER:
          serviceImpl.retryDeadLetter((skein.ops.v1.RetryDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLetterResponse>) responseObserver);
          break;
        case METHODID_RETRY_DEAD_LETTERS:
          serviceImpl.retryDeadLetters((skein.ops.v1.RetryDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.RetryDeadLettersResponse>) responseObserver);
          break;
        case METHODID_DISCARD_DEAD_LETTER:
          serviceImpl.discardDeadLetter((skein.ops.v1.DiscardDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.DiscardDeadLetterResponse>) responseObserver);
          break;
        case METHODID_REBUILD_RING:
          serviceImpl.rebuildRing((skein.ops.v1.RebuildRingRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.RebuildRingResponse>) responseObserver);
          break;
        case METHODID_SET_LOG_LEVEL:
          serviceImpl.setLogLevel((skein.ops.v1.SetLogLevelRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.SetLogLevelResponse>) responseObserver);
          break;
        case METHODID_START_REINDEX:
          serviceImpl.startReindex((skein.ops.v1.StartReindexRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.StartReindexResponse>) responseObserver);
          break;
        case METHODID_VERIFY_COUNTS:
          serviceImpl.verifyCounts((skein.ops.v1.VerifyCountsRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.VerifyCountsResponse>) responseObserver);
          break;
        case METHODID_LIST_OPERATIONS:
          serviceImpl.listOperations((skein.ops.v1.ListOperationsRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.ListOperationsResponse>) responseObserver);
          break;
        case METHODID_GET_OPERATION:
          serviceImpl.getOperation((skein.ops.v1.GetOperationRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.GetOperationResponse>) responseObserver);
          break;
        case METHODID_STOP_OPERATION:
          serviceImpl.stopOperation((skein.ops.v1.StopOperationRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.StopOperationResponse>) responseObserver);
          break;
        case METHODID_RESUME_OPERATION:
          serviceImpl.resumeOperation((skein.ops.v1.ResumeOperationRequest) request,
              (io.grpc.stub.StreamObserver<skein.ops.v1.ResumeOperationResponse>) responseObserver);
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
          getGetFiguresMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.GetFiguresRequest,
              skein.ops.v1.GetFiguresResponse>(
                service, METHODID_GET_FIGURES)))
        .addMethod(
          getListConsumerLagsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.ListConsumerLagsRequest,
              skein.ops.v1.ListConsumerLagsResponse>(
                service, METHODID_LIST_CONSUMER_LAGS)))
        .addMethod(
          getListDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.ListDeadLettersRequest,
              skein.ops.v1.ListDeadLettersResponse>(
                service, METHODID_LIST_DEAD_LETTERS)))
        .addMethod(
          getRetryDeadLetterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.RetryDeadLetterRequest,
              skein.ops.v1.RetryDeadLetterResponse>(
                service, METHODID_RETRY_DEAD_LETTER)))
        .addMethod(
          getRetryDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.RetryDeadLettersRequest,
              skein.ops.v1.RetryDeadLettersResponse>(
                service, METHODID_RETRY_DEAD_LETTERS)))
        .addMethod(
          getDiscardDeadLetterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.DiscardDeadLetterRequest,
              skein.ops.v1.DiscardDeadLetterResponse>(
                service, METHODID_DISCARD_DEAD_LETTER)))
        .addMethod(
          getRebuildRingMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.RebuildRingRequest,
              skein.ops.v1.RebuildRingResponse>(
                service, METHODID_REBUILD_RING)))
        .addMethod(
          getSetLogLevelMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.SetLogLevelRequest,
              skein.ops.v1.SetLogLevelResponse>(
                service, METHODID_SET_LOG_LEVEL)))
        .addMethod(
          getStartReindexMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.StartReindexRequest,
              skein.ops.v1.StartReindexResponse>(
                service, METHODID_START_REINDEX)))
        .addMethod(
          getVerifyCountsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.VerifyCountsRequest,
              skein.ops.v1.VerifyCountsResponse>(
                service, METHODID_VERIFY_COUNTS)))
        .addMethod(
          getListOperationsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.ListOperationsRequest,
              skein.ops.v1.ListOperationsResponse>(
                service, METHODID_LIST_OPERATIONS)))
        .addMethod(
          getGetOperationMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.GetOperationRequest,
              skein.ops.v1.GetOperationResponse>(
                service, METHODID_GET_OPERATION)))
        .addMethod(
          getStopOperationMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.StopOperationRequest,
              skein.ops.v1.StopOperationResponse>(
                service, METHODID_STOP_OPERATION)))
        .addMethod(
          getResumeOperationMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              skein.ops.v1.ResumeOperationRequest,
              skein.ops.v1.ResumeOperationResponse>(
                service, METHODID_RESUME_OPERATION)))
        .build();
  }

  private static abstract class OpsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    OpsServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return skein.ops.v1.OpsServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("OpsService");
    }
  }

  private static final class OpsServiceFileDescriptorSupplier
      extends OpsServiceBaseDescriptorSupplier {
    OpsServiceFileDescriptorSupplier() {}
  }

  private static final class OpsServiceMethodDescriptorSupplier
      extends OpsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    OpsServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (OpsServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new OpsServiceFileDescriptorSupplier())
              .addMethod(getGetFiguresMethod())
              .addMethod(getListConsumerLagsMethod())
              .addMethod(getListDeadLettersMethod())
              .addMethod(getRetryDeadLetterMethod())
              .addMethod(getRetryDeadLettersMethod())
              .addMethod(getDiscardDeadLetterMethod())
              .addMethod(getRebuildRingMethod())
              .addMethod(getSetLogLevelMethod())
              .addMethod(getStartReindexMethod())
              .addMethod(getVerifyCountsMethod())
              .addMethod(getListOperationsMethod())
              .addMethod(getGetOperationMethod())
              .addMethod(getStopOperationMethod())
              .addMethod(getResumeOperationMethod())
              .build();
        }
      }
    }
    return result;
  }
}
