using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Simulator.Ilgpu.Kernels;
using Simulator.Sampling.Lanes;

namespace Simulator.Ilgpu.Emission;

/// <summary>Writes instructions of .NET's intermediate language, the language that ILGPU translates.</summary>
/// <param name="il">Where they go.</param>
/// <param name="kernel">Receives their text.</param>
/// <param name="parameters">Parameters of the method before the numbers of the plan; null for the kernel itself, which has them as arguments.</param>
internal sealed class Code(ILGenerator il, KernelAssembly kernel, int? parameters = null)
{
    private readonly List<int> _slots = [];
    private readonly List<LocalBuilder> _held = [];

    /// <summary>Numbers of the plan that the method takes behind its other parameters.</summary>
    public IReadOnlyList<int> Slots => _slots;

    /// <summary>A new local variable.</summary>
    public LocalBuilder Local<T>()
    {
        kernel.Note("local", typeof(T));
        return il.DeclareLocal(typeof(T));
    }

    /// <summary>Pushes a local.</summary>
    public void Load(LocalBuilder local) => Emit(OpCodes.Ldloc, local);

    /// <summary>Pops to a local.</summary>
    public void Store(LocalBuilder local) => Emit(OpCodes.Stloc, local);

    /// <summary>Pushes an argument of the kernel.</summary>
    public void Argument(int index)
    {
        kernel.Note(OpCodes.Ldarg, index);
        il.Emit(OpCodes.Ldarg, (short)index);
    }

    /// <summary>Pushes a field of the value on the stack.</summary>
    public void Field(FieldInfo field)
    {
        kernel.Note(OpCodes.Ldfld, field.DeclaringType!, field.Name);
        il.Emit(OpCodes.Ldfld, field);
    }

    /// <summary>Pushes an integer.</summary>
    public void Constant(int value)
    {
        kernel.Note(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Ldc_I4, value);
    }

    /// <summary>Pushes a word.</summary>
    public void Constant(uint value) => Constant(unchecked((int)value));

    /// <summary>Pushes a float that belongs to the structure of the plan.</summary>
    public void Constant(float value)
    {
        kernel.Note(OpCodes.Ldc_R4, BitConverter.SingleToUInt32Bits(value));
        il.Emit(OpCodes.Ldc_R4, value);
    }

    /// <summary>A place for a number of the plan; it can be pushed later.</summary>
    public PlacedNumber Place(float value) => new(kernel.Numbers.Add(value));

    /// <summary>Pushes a number of the plan.</summary>
    public void Number(float value) => Number(Place(value));

    /// <summary>Pushes a number of the plan that has a place.</summary>
    public void Number(PlacedNumber number)
    {
        if (parameters is { } own)
        {
            _slots.Add(number.Slot);
            Argument(own + _slots.Count - 1);
        }
        else
        {
            Slot(number.Slot);
        }
    }

    /// <summary>Brings the numbers that a kernel gets by value, as far as they are known by now, into local variables.</summary>
    /// <remarks>
    /// ILGPU would carry the structure through every block, as all of its fields, and take it apart in the end. The driver's
    /// compiler takes a variable that never changes from where the arguments are.
    /// </remarks>
    public void HoldNumbers()
    {
        while (_held.Count < Math.Min(kernel.Numbers.Count, PlanNumbers.Count))
        {
            Argument(kernel.Numbers.FirstArgument);
            Field(typeof(PlanNumbers).GetField(string.Create(CultureInfo.InvariantCulture, $"F{_held.Count}"))!);
            _held.Add(Local<float>());
            Store(_held[^1]);
        }
    }

    /// <summary>Pushes a float in a lane.</summary>
    public void Lane(float value)
    {
        Constant(value);
        Call(typeof(ScalarLane), nameof(ScalarLane.Broadcast));
    }

    /// <summary>Pushes a number of the plan in a lane.</summary>
    public void NumberLane(float value)
    {
        Number(value);
        Call(typeof(ScalarLane), nameof(ScalarLane.Broadcast));
    }

    /// <summary>Adds the two integers on the stack.</summary>
    public void Add() => Emit(OpCodes.Add);

    /// <summary>Calls a static method of which there is one by this name.</summary>
    public void Call(Type type, string name) => Call(Method(type, name));

    /// <summary>Calls a lane-generic method with the lane of one element.</summary>
    public void CallLane(Type type, string name) => Call(Method(type, name).MakeGenericMethod(typeof(ScalarLane)));

    /// <summary>Calls a method of this library.</summary>
    public void Call(MethodInfo method)
    {
        kernel.Note(OpCodes.Call, method.DeclaringType!, method);
        il.Emit(OpCodes.Call, method);
    }

    /// <summary>Pushes the numbers that a method takes and calls it.</summary>
    public void Call(Function function)
    {
        foreach (var slot in function.Slots)
        {
            Slot(slot);
        }

        // A method that is being written is known by its name, which no other of the kernel has.
        kernel.Note(OpCodes.Call, function.Method.DeclaringType!, function.Method.Name, function.Method.IsGenericMethod);
        il.Emit(OpCodes.Call, function.Method);
    }

    /// <summary>Ends the method.</summary>
    public void Return() => Emit(OpCodes.Ret);

    /// <summary>Begins a new block.</summary>
    /// <remarks>
    /// For every call that ILGPU inlines, it moves what follows within the block, at a cost that grows with the square of
    /// its length, and makes anew the values of several ways that meet in the next block. So blocks with calls are kept
    /// short, and none of them leads straight to where ways meet. ILGPU joins the blocks again when all calls are inlined.
    /// </remarks>
    public void Separate()
    {
        var next = il.DefineLabel();
        Emit(OpCodes.Br, next);
        Mark(next);
    }

    /// <summary>for (counter = start; counter &lt; end; counter += step) body.</summary>
    public void For(LocalBuilder counter, Action start, Action end, Action step, Action body)
    {
        var test = il.DefineLabel();
        var again = il.DefineLabel();
        Separate();
        start();
        Store(counter);
        Emit(OpCodes.Br, test);
        Mark(again);
        body();
        Separate();
        Load(counter);
        step();
        Emit(OpCodes.Add);
        Store(counter);
        Mark(test);
        Load(counter);
        end();
        Emit(OpCodes.Blt, again);
    }

    /// <summary>if (low ≤ value &lt; high) body.</summary>
    public void IfWithin(LocalBuilder value, LocalBuilder low, LocalBuilder high, Action body)
    {
        var skip = il.DefineLabel();
        Load(value);
        Load(low);
        Emit(OpCodes.Blt, skip);
        Load(value);
        Load(high);
        Emit(OpCodes.Bge, skip);
        body();
        Separate();
        Mark(skip);
    }

    /// <summary>if (condition) body.</summary>
    public void If(Action condition, Action body)
    {
        var skip = il.DefineLabel();
        condition();
        Emit(OpCodes.Brfalse, skip);
        body();
        Separate();
        Mark(skip);
    }

    // A number of the plan in the kernel itself.
    private void Slot(int slot)
    {
        if (slot < PlanNumbers.Count)
        {
            Load(_held[slot]);
        }
        else
        {
            Argument(kernel.Numbers.FirstArgument + 1);
            Constant(slot - PlanNumbers.Count);
            Call(typeof(PlanNumbers), nameof(PlanNumbers.Other));
        }
    }

    private void Emit(OpCode operation)
    {
        kernel.Note(operation);
        il.Emit(operation);
    }

    private void Emit(OpCode operation, LocalBuilder local)
    {
        kernel.Note(operation, local.LocalIndex);
        il.Emit(operation, local);
    }

    private void Emit(OpCode operation, Label label)
    {
        kernel.Note(operation, label.Id);
        il.Emit(operation, label);
    }

    private void Mark(Label label)
    {
        kernel.Note("label", label.Id);
        il.MarkLabel(label);
    }

    private static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)
        ?? throw new MissingMethodException(type.FullName, name);
}

/// <summary>A number of the plan.</summary>
/// <param name="Slot">Its place among all.</param>
internal readonly record struct PlacedNumber(int Slot);
