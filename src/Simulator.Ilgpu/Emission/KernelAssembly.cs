using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text;

namespace Simulator.Ilgpu.Emission;

/// <summary>A kernel and the methods that it calls, in an assembly in memory, which ILGPU can read as it reads any other.</summary>
/// <remarks>
/// Everything that is written is kept as text too. Kernels with the same text are the same kernel, whatever their numbers
/// are (<see cref="KernelNumbers"/>): the text is all that a translation depends on, so it says what can be shared.
/// </remarks>
internal sealed class KernelAssembly
{
    private readonly PersistedAssemblyBuilder _assembly;
    private readonly TypeBuilder _type;
    private readonly string _name;
    private readonly StringBuilder _text = new();

    private KernelAssembly(string name, KernelNumbers numbers)
    {
        (_name, Numbers) = (name, numbers);
        _assembly = new PersistedAssemblyBuilder(new AssemblyName("Simulator.Kernels"), typeof(object).Assembly);
        _type = _assembly.DefineDynamicModule("Simulator.Kernels").DefineType(
            "Kernels", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
    }

    /// <summary>The numbers of the plan, in the order in which the kernel gets them.</summary>
    public KernelNumbers Numbers { get; }

    /// <summary>Every instruction and signature.</summary>
    public string Text => _text.ToString();

    /// <summary>Names the program: a digest of every instruction and signature.</summary>
    public string Structure => field ??= Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Writes a kernel and whatever it calls.</summary>
    /// <param name="name">The kernel's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="numbers">Receives the numbers of the plan.</param>
    /// <param name="write">Writes methods to call, and the kernel's own body.</param>
    public static KernelAssembly Build(string name, Type[] arguments, KernelNumbers numbers, Action<KernelAssembly, Code> write)
    {
        var kernel = new KernelAssembly(name, numbers);
        var method = kernel._type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), arguments);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        kernel.Note("kernel", name, arguments);
        var code = new Code(method.GetILGenerator(), kernel);
        write(kernel, code);
        code.Return();
        return kernel;
    }

    /// <summary>Writes a method that the kernel calls.</summary>
    /// <param name="name">Its name, which no other has.</param>
    /// <param name="result">Type of its result.</param>
    /// <param name="parameters">Its parameters; the numbers that it takes stand behind them.</param>
    /// <param name="write">Writes the body, but for the return.</param>
    public Function Define(string name, Type result, Type[] parameters, Action<Code> write)
    {
        var method = _type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, result, parameters);
        Note(name, result.Name, parameters);
        var code = new Code(method.GetILGenerator(), this, parameters.Length);
        write(code);
        code.Return();
        method.SetParameters([.. parameters, .. Enumerable.Repeat(typeof(float), code.Slots.Count)]);
        return new(method, code.Slots);
    }

    /// <summary>Adds to the text.</summary>
    public void Note(params ReadOnlySpan<object> words)
    {
        foreach (var word in words)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{(word is Type[] types ? string.Join(',', types.Select(type => type.ToString())) : word)} ");
        }

        _text.Append('\n');
    }

    /// <summary>The kernel as a method that ILGPU can load.</summary>
    public MethodInfo Load()
    {
        _type.CreateType();
        using var image = new MemoryStream();
        _assembly.Save(image);
        return Assembly.Load(image.ToArray()).GetType("Kernels")!.GetMethod(_name)!;
    }
}

/// <summary>A method to call from a kernel.</summary>
/// <param name="Method">The method.</param>
/// <param name="Slots">Numbers of the plan that it takes behind its other arguments.</param>
internal sealed record Function(MethodInfo Method, IReadOnlyList<int> Slots);
