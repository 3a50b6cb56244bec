using System.Reflection;
using System.Reflection.Emit;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Emission;

/// <summary>Writes instructions of .NET's intermediate language, the language that ILGPU translates.</summary>
/// <param name="il">Where they go.</param>
internal sealed class Code(ILGenerator il)
{
    /// <summary>A new local variable.</summary>
    public LocalBuilder Local<T>() => il.DeclareLocal(typeof(T));

    /// <summary>Pushes a local.</summary>
    public void Load(LocalBuilder local) => il.Emit(OpCodes.Ldloc, local);

    /// <summary>Pops to a local.</summary>
    public void Store(LocalBuilder local) => il.Emit(OpCodes.Stloc, local);

    /// <summary>Pushes an argument of the kernel.</summary>
    public void Argument(int index) => il.Emit(OpCodes.Ldarg, (short)index);

    /// <summary>Pushes a field of the value on the stack.</summary>
    public void Field(FieldInfo field) => il.Emit(OpCodes.Ldfld, field);

    /// <summary>Pushes an integer.</summary>
    public void Constant(int value) => il.Emit(OpCodes.Ldc_I4, value);

    /// <summary>Pushes a word.</summary>
    public void Constant(uint value) => il.Emit(OpCodes.Ldc_I4, unchecked((int)value));

    /// <summary>Pushes a float.</summary>
    public void Constant(float value) => il.Emit(OpCodes.Ldc_R4, value);

    /// <summary>Pushes a float in a lane.</summary>
    public void Lane(float value)
    {
        Constant(value);
        Call(typeof(ScalarLane), nameof(ScalarLane.Broadcast));
    }

    /// <summary>Adds the two integers on the stack.</summary>
    public void Add() => il.Emit(OpCodes.Add);

    /// <summary>Calls a static method of which there is one by this name.</summary>
    public void Call(Type type, string name) => il.Emit(OpCodes.Call, Method(type, name));

    /// <summary>Calls a lane-generic method with the lane of one element.</summary>
    public void CallLane(Type type, string name) => il.Emit(OpCodes.Call, Method(type, name).MakeGenericMethod(typeof(ScalarLane)));

    /// <summary>Calls a method.</summary>
    public void Call(MethodInfo method) => il.Emit(OpCodes.Call, method);

    /// <summary>Ends the method.</summary>
    public void Return() => il.Emit(OpCodes.Ret);

    /// <summary>Begins a new block.</summary>
    /// <remarks>
    /// For every call that ILGPU inlines, it moves what follows within the block, at a cost that grows with the square of
    /// its length, and makes anew the values of several ways that meet in the next block. So blocks with calls are kept
    /// short, and none of them leads straight to where ways meet. ILGPU joins the blocks again when all calls are inlined.
    /// </remarks>
    public void Separate()
    {
        var next = il.DefineLabel();
        il.Emit(OpCodes.Br, next);
        il.MarkLabel(next);
    }

    /// <summary>for (counter = start; counter &lt; end; counter += step) body.</summary>
    public void For(LocalBuilder counter, Action start, Action end, Action step, Action body)
    {
        var test = il.DefineLabel();
        var again = il.DefineLabel();
        Separate();
        start();
        Store(counter);
        il.Emit(OpCodes.Br, test);
        il.MarkLabel(again);
        body();
        Separate();
        Load(counter);
        step();
        il.Emit(OpCodes.Add);
        Store(counter);
        il.MarkLabel(test);
        Load(counter);
        end();
        il.Emit(OpCodes.Blt, again);
    }

    /// <summary>if (low ≤ value &lt; high) body.</summary>
    public void IfWithin(LocalBuilder value, LocalBuilder low, LocalBuilder high, Action body)
    {
        var skip = il.DefineLabel();
        Load(value);
        Load(low);
        il.Emit(OpCodes.Blt, skip);
        Load(value);
        Load(high);
        il.Emit(OpCodes.Bge, skip);
        body();
        Separate();
        il.MarkLabel(skip);
    }

    /// <summary>if (condition) body.</summary>
    public void If(Action condition, Action body)
    {
        var skip = il.DefineLabel();
        condition();
        il.Emit(OpCodes.Brfalse, skip);
        body();
        Separate();
        il.MarkLabel(skip);
    }

    private static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)
        ?? throw new MissingMethodException(type.FullName, name);
}
