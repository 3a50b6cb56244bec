using ILGPU;
using ILGPU.Runtime.OpenCL;
using Simulator.Engine;
using Simulator.Ilgpu.Execution;

namespace Simulator.Ilgpu.Tests;

/// <summary>A device that is missing, full, lost or unable is reported as such; a bug of ours is never mistaken for one.</summary>
public class DeviceFailureTests
{
    [Theory]
    [InlineData(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE, "too little free memory")]
    [InlineData(CLError.CL_OUT_OF_HOST_MEMORY, "too little free memory")]
    [InlineData(CLError.CL_INVALID_BUFFER_SIZE, "does not allow an allocation as large")]
    [InlineData(CLError.CL_DEVICE_NOT_AVAILABLE, "is not available")]
    [InlineData(CLError.CL_OUT_OF_RESOURCES, "ran out of memory or registers")]
    [InlineData(CLError.CL_COMPILER_NOT_AVAILABLE, "cannot run")]
    public void A_failure_of_the_device_names_it_and_the_way_out(CLError error, string words)
    {
        var explained = Assert.IsType<DeviceException>(DeviceFailures.Explain("opencl:0", new CLException(error)));
        Assert.Contains("opencl:0", explained.Message);
        Assert.Contains(words, explained.Message);
        Assert.Contains(error.ToString(), explained.Message);
        Assert.Contains("--device cpu", explained.Message);
    }

    [Theory]
    [InlineData(CLError.CL_INVALID_VALUE)]
    [InlineData(CLError.CL_INVALID_KERNEL_ARGS)]
    [InlineData(CLError.CL_INVALID_WORK_GROUP_SIZE)]
    [InlineData(CLError.CL_BUILD_PROGRAM_FAILURE)]
    [InlineData(CLError.CL_INVALID_MEM_OBJECT)]
    public void A_command_that_the_driver_refuses_is_a_fault_of_ours(CLError error)
    {
        var explained = DeviceFailures.Explain("opencl:0", new AggregateException(new CLException(error)));
        Assert.IsType<InvalidOperationException>(explained);
        Assert.Contains(error.ToString(), explained.Message);
        Assert.Contains("not a fault of the card", explained.Message);
        Assert.DoesNotContain("lost", explained.Message);
    }

    [Theory]
    [InlineData("CUDA_ERROR_OUT_OF_MEMORY", nameof(FailureKind.Full))]
    [InlineData("CUDA_ERROR_NO_DEVICE", nameof(FailureKind.Missing))]
    [InlineData("46", nameof(FailureKind.Missing))]
    [InlineData("CUDA_ERROR_ECC_UNCORRECTABLE", nameof(FailureKind.Lost))]
    [InlineData("CUDA_ERROR_LAUNCH_TIMEOUT", nameof(FailureKind.Lost))]
    [InlineData("CUDA_ERROR_UNKNOWN", nameof(FailureKind.Lost))]
    [InlineData("222", nameof(FailureKind.Unable))]
    [InlineData("CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", nameof(FailureKind.Unable))]
    [InlineData("CUDA_ERROR_INVALID_VALUE", nameof(FailureKind.OurFault))]
    [InlineData("CUDA_ERROR_ILLEGAL_ADDRESS", nameof(FailureKind.OurFault))]
    [InlineData("CUDA_ERROR_LAUNCH_FAILED", nameof(FailureKind.OurFault))]
    [InlineData("CUDA_ERROR_INVALID_PTX", nameof(FailureKind.OurFault))]
    public void Errors_of_cuda_are_distinguished(string error, string kind) => Assert.Equal(kind, DeviceFailures.KindOfCuda(error).ToString());

    [Fact]
    public void Other_errors_pass_through()
    {
        Assert.Null(DeviceFailures.Explain("cuda:0", new InvalidOperationException("ours")));
        Assert.Null(DeviceFailures.Explain("cuda:0", new InternalCompilerException()));
        Assert.Null(DeviceFailures.Explain("cuda:0", new NotSupportedException("ours")));
        Assert.Null(DeviceFailures.Explain("cuda:0", new OutOfMemoryException()));
    }

    [Fact]
    public void A_driver_that_cannot_be_opened_is_a_failure_of_the_device()
    {
        Assert.IsType<DeviceException>(DeviceFailures.ExplainOpening("cuda:0", new NotSupportedException("unknown architecture")));
        Assert.IsType<DeviceException>(DeviceFailures.ExplainOpening("opencl:0", new EntryPointNotFoundException("clEnqueueFillBuffer")));
        Assert.IsType<DeviceException>(DeviceFailures.ExplainOpening("opencl:0", new CLException(CLError.CL_DEVICE_NOT_FOUND)));
        Assert.Null(DeviceFailures.ExplainOpening("opencl:0", new ArgumentException("ours")));
    }

    [Theory]
    [InlineData(1024, 256)]
    [InlineData(256, 256)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void A_group_is_no_larger_than_the_driver_allows_its_kernel(int allowed, int expected)
    {
        var shape = new LaunchShape(256, 2, 1000).Within(allowed);
        Assert.Equal(expected, shape.GroupSize);
        Assert.InRange(shape.For(1 << 20, 8).GroupDim.X, 1, expected);
    }
}
