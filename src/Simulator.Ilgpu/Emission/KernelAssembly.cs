using System.Reflection;
using System.Reflection.Emit;

namespace Simulator.Ilgpu.Emission;

/// <summary>Methods in an assembly in memory, which ILGPU can read as it reads any other.</summary>
internal static class KernelAssembly
{
    /// <summary>Writes a kernel and whatever it calls.</summary>
    /// <param name="name">The kernel's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="write">Writes methods to call into the type, and the kernel's own body.</param>
    public static MethodInfo Build(string name, Type[] arguments, Action<TypeBuilder, Code> write)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Simulator.Kernels"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Simulator.Kernels").DefineType(
            "Kernels", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), arguments);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        var code = new Code(method.GetILGenerator());
        write(type, code);
        code.Return();
        type.CreateType();
        using var image = new MemoryStream();
        assembly.Save(image);
        return Assembly.Load(image.ToArray()).GetType("Kernels")!.GetMethod(name)!;
    }
}
