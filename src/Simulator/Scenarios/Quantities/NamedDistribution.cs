using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Scenarios.Quantities;

/// <summary>Checks the arguments of a distribution with parameters and makes it.</summary>
internal static class NamedDistribution
{
    /// <summary>The distribution in the model's unit.</summary>
    /// <exception cref="QuantityException">The arguments do not make one.</exception>
    public static Distribution Build(CallExpression call, ExpressionEvaluator evaluator, Unit? unit)
    {
        var row = DistributionTable.Find(call.Name)!;
        var (form, arguments) = row.Bind(call);
        var values = form.Parameters.ToDictionary(parameter => parameter.Name, Value, StringComparer.Ordinal);
        foreach (var rule in form.AllRules.Where(rule => !rule.Holds(name => values[name])))
        {
            var argument = arguments.GetValueOrDefault(rule.Parameter);
            var text = argument?.Value is NumberExpression number ? number.Text : "nothing";
            throw new QuantityException(argument?.Start ?? call.Start, $"{rule.Parameter} = {text}", $"{row.Usage} with {rule.Text}", rule.Hint);
        }

        try
        {
            return form.Build(name => values[name]);
        }
        catch (ArgumentException exception)
        {
            throw new QuantityException(call.Start, $"arguments that {call.Name}(…) does not allow", row.Usage, QuantityParser.Reason(exception));
        }

        double Value(Parameter parameter) =>
            arguments.TryGetValue(parameter.Name, out var argument)
                ? parameter.IsPlain ? ExpressionEvaluator.PlainValue(argument) : evaluator.Value(ExpressionEvaluator.Number(argument), unit)
            : parameter is { IsPlain: false, Default: not 0 } ? parameter.Default!.Value * evaluator.UnitValue(call, unit)
            : parameter.Default!.Value;
    }
}
