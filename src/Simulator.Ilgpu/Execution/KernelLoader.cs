using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Simulator.Ilgpu.Execution;

/// <summary>Translates kernels, with the driver's information about them.</summary>
internal static class KernelLoader
{
    private const int MostLogCharacters = 2000;

    /// <summary>A kernel of this library as something that can be launched.</summary>
    public static (Action<AcceleratorStream, KernelConfig, T1, T2, T3> Launch, int LargestGroup) Load<T1, T2, T3>(
        Accelerator accelerator, Action<T1, T2, T3> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct => Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3>>(accelerator, kernel.Method);

    /// <summary>A kernel of this library as something that can be launched.</summary>
    public static (Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> Launch, int LargestGroup) Load<T1, T2, T3, T4>(
        Accelerator accelerator, Action<T1, T2, T3, T4> kernel)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct => Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4>>(accelerator, kernel.Method);

    /// <summary>A kernel as something that can be launched.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="method">The kernel.</param>
    /// <returns>How to launch it, and the largest group that the driver allows it.</returns>
    /// <exception cref="InvalidOperationException">The driver's compiler rejects the kernel, which is a bug of ours.</exception>
    public static (TDelegate Launch, int LargestGroup) Load<TDelegate>(Accelerator accelerator, MethodInfo method)
        where TDelegate : Delegate
    {
        using var log = new BuildLog();
        Trace.Listeners.Add(log);
        try
        {
            var kernel = accelerator.LoadKernel(method);
            var launch = kernel.CreateLauncherDelegate<TDelegate>();
            return (accelerator is CLAccelerator ? OneAtATime(launch) : launch, LargestGroup(accelerator, kernel));
        }
        catch (CLException failure) when (failure.Error == CLError.CL_BUILD_PROGRAM_FAILURE)
        {
            throw new InvalidOperationException(
                $"The OpenCL compiler of {accelerator.Name} rejects the kernel {method.Name}; this is a bug in this program. Compiler output: {log.Text}", failure);
        }
        finally
        {
            Trace.Listeners.Remove(log);
        }
    }

    /// <summary>The shape for a kernel by what CUDA says of its registers and memory; OpenCL does not say how many groups run at once.</summary>
    /// <param name="shape">The shape for the device.</param>
    /// <param name="accelerator">The device.</param>
    /// <param name="launch">Launches the kernel.</param>
    /// <param name="shared">Memory of a group that a launch requests. [byte]</param>
    public static LaunchShape Fitting(LaunchShape shape, Accelerator accelerator, Delegate launch, int shared)
    {
        if (accelerator is not CudaAccelerator || !launch.TryGetKernel(out var kernel))
        {
            return shape;
        }

        CudaSharedMemory.Allow(kernel, shared);
        return shape.Fitting(size => accelerator.EstimateMaxActiveGroupsPerMultiprocessor(kernel, size, shared));
    }

    /// <summary>A launcher that several threads may call at the same time.</summary>
    /// <remarks>
    /// OpenCL keeps the arguments in the kernel until it is launched, so another thread's launch in between gets some of
    /// them: replicates were then read into each other's memory. CUDA takes the arguments with the launch. Source: OpenCL
    /// 3.0, clSetKernelArg, which is not safe for threads that share a kernel.
    /// </remarks>
    /// <param name="launch">The launcher; it returns when the kernel is in the queue.</param>
    internal static TDelegate OneAtATime<TDelegate>(TDelegate launch)
        where TDelegate : Delegate
    {
        var gate = Expression.Constant(new object());
        var arguments = typeof(TDelegate).GetMethod(nameof(Action.Invoke))!.GetParameters().Select(each => Expression.Parameter(each.ParameterType)).ToList();
        return Expression.Lambda<TDelegate>(
            Expression.Block(
                Expression.Call(typeof(Monitor), nameof(Monitor.Enter), null, gate),
                Expression.TryFinally(
                    Expression.Invoke(Expression.Constant(launch), arguments),
                    Expression.Call(typeof(Monitor), nameof(Monitor.Exit), null, gate))),
            arguments).Compile();
    }

    /// <summary>Threads that the driver allows a group of this kernel; registers or memory may leave fewer than the device could have.</summary>
    private static int LargestGroup(Accelerator accelerator, Kernel kernel) => (accelerator, kernel) is (CLAccelerator device, CLKernel compiled)
        ? (int)CLAPI.CurrentAPI.GetKernelWorkGroupInfo<nint>(compiled.KernelPtr, device.DeviceId, CLKernelWorkGroupInfoType.CL_KERNEL_WORK_GROUP_SIZE)
        : accelerator.MaxNumThreadsPerGroup;

    // ILGPU passes the compiler's output to no other method.
    private sealed class BuildLog : TraceListener
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString()[..Math.Min(_text.Length, MostLogCharacters)];

        public override void Write(string? message) => _text.Append(message);

        public override void WriteLine(string? message) => _text.AppendLine(message);
    }
}
