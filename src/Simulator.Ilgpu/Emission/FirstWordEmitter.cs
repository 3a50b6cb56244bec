using ILGPU;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Sobol;

namespace Simulator.Ilgpu.Emission;

/// <summary>Writes the function that gives the Sobol' word of a stream for the first point of a thread.</summary>
internal static class FirstWordEmitter
{
    /// <summary>A function of the words, the place of the stream among them, and what says which point is the first.</summary>
    /// <param name="kernel">Receives the function.</param>
    /// <param name="kernels">Has the function that numbers the point.</param>
    /// <param name="point">Its name; the last parameters are its own.</param>
    public static Function Emit(KernelAssembly kernel, Type kernels, string point)
    {
        var number = kernels.GetMethod(point)!;
        Type[] own = [.. number.GetParameters().Select(parameter => parameter.ParameterType)];
        return kernel.Define("FirstWord", typeof(uint), [typeof(ArrayView<uint>), typeof(int), .. own], code =>
        {
            code.Argument(0);
            code.Argument(1);
            code.Call(typeof(DeviceTables), nameof(DeviceTables.Words));
            code.Argument(0);
            code.Argument(1);
            code.Constant(DeviceWords.ShiftPlace);
            code.Add();
            code.Call(typeof(DeviceTables), nameof(DeviceTables.Word));
            for (var argument = 0; argument < own.Length; argument++)
            {
                code.Argument(2 + argument);
            }

            code.Call(number);
            code.Call(typeof(SobolStream).GetMethod(nameof(SobolStream.Word), [typeof(uint*), typeof(uint), typeof(uint)])!);
        });
    }
}
