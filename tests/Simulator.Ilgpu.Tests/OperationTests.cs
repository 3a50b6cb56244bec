using Simulator.Planning.Tracing;

namespace Simulator.Ilgpu.Tests;

/// <summary>A new operation of a model must come with what a kernel calls for it, also where no kernel is built.</summary>
public class OperationTests
{
    public static TheoryData<object> Operations() =>
        [.. Enum.GetValues<Operation>().Except([Operation.Draw, Operation.Tally])];

    [Theory]
    [MemberData(nameof(Operations))]
    internal void Every_operation_has_a_function_for_one_sample(Operation operation) =>
        Assert.NotNull(typeof(StepArithmetic).GetMethod(operation.ToString()));
}
