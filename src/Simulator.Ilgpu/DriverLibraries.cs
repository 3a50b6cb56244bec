using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using Simulator.Engine;

namespace Simulator.Ilgpu;

/// <summary>The libraries of the drivers for graphics cards, under the names that they have on this system.</summary>
internal static class DriverLibraries
{
    private static readonly ConcurrentDictionary<Assembly, bool> Resolved = new();
    private static readonly Lazy<IReadOnlyList<TriedLibrary>> Tried = new(
        () => [Try("cuda", CudaNames), Try("opencl", OpenClNames)]);

    /// <summary>The drivers that were looked for.</summary>
    public static IReadOnlyList<GraphicsDriver> Drivers =>
        [.. Tried.Value.Select(tried => new GraphicsDriver(tried.Kind, tried.Name, tried.Handle != 0))];

    private static string[] CudaNames => OperatingSystem.IsWindows() ? ["nvcuda.dll"] : ["libcuda.so.1", "libcuda.so"];

    private static string[] OpenClNames =>
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>Has the imports of an assembly find the same libraries as <see cref="Drivers"/>.</summary>
    /// <remarks>
    /// ILGPU imports "cuda" and "opencl", and so do we, which the runtime looks up as libcuda.so and libOpenCL.so. Those names come with a
    /// development kit; with a driver alone, only the names with a version number exist.
    /// </remarks>
    /// <param name="assembly">ILGPU's, or ours.</param>
    public static void ResolveFor(Assembly assembly)
    {
        // An assembly takes one resolver and refuses a second.
        if (Resolved.TryAdd(assembly, true))
        {
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name.ToUpperInvariant() switch
            {
                "CUDA" or "NVCUDA" => HandleOf("cuda"),
                "OPENCL" => HandleOf("opencl"),
                _ => 0, // the runtime's own search
            });
        }
    }

    private static nint HandleOf(string kind) => Tried.Value.First(tried => tried.Kind == kind).Handle;

    private static TriedLibrary Try(string kind, string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return new TriedLibrary(kind, name, handle);
            }
        }

        return new TriedLibrary(kind, names[0], 0);
    }

    private sealed record TriedLibrary(string Kind, string Name, nint Handle);
}
