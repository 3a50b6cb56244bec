using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;

namespace Simulator.Scenarios.Quantities;

/// <summary>Checks the arguments of a distribution with parameters and makes it.</summary>
internal sealed class NamedDistribution(CallExpression call, ExpressionEvaluator evaluator, Unit? unit)
{
    private readonly Signature _signature = Signature.Find(call.Name)!;
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, Argument> _arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);

    /// <summary>The distribution in the model's unit.</summary>
    /// <exception cref="QuantityException">The arguments do not make one.</exception>
    public Distribution Build()
    {
        _arguments = _signature.Bind(call);
        foreach (var (name, argument) in _arguments)
        {
            _values[name] = name is "a" or "b" or "shape" or "gsd"
                ? ExpressionEvaluator.PlainValue(argument)
                : evaluator.Value(ExpressionEvaluator.Number(argument), unit);
        }

        if (call.Name == "beta")
        {
            var one = _values.ContainsKey("max") && _values.ContainsKey("min") ? 1 : evaluator.UnitValue(call, unit);
            _values.TryAdd("min", 0);
            _values.TryAdd("max", one);
        }

        Check();
        var isSecondForm = _values.ContainsKey("gsd") || (call.Name == "gamma" && _values.ContainsKey("sd"));
        try
        {
            return DistributionFactory.Named(call.Name, name => _values[name], isSecondForm);
        }
        catch (ArgumentException exception)
        {
            throw new QuantityException(call.Start, $"arguments that {call.Name}(…) does not allow", _signature.Usage, QuantityParser.Reason(exception));
        }
    }

    private void Check()
    {
        switch (call.Name)
        {
            case "uniform":
                Rising("min", "max");
                break;
            case "loguniform":
                AboveZero("min");
                Rising("min", "max");
                break;
            case "triangular" or "pert":
                Rising("min", "max");
                Require("mode", _values["mode"] >= _values["min"] && _values["mode"] <= _values["max"], "min ≤ mode ≤ max");
                break;
            case "beta":
                AboveZero("a");
                AboveZero("b");
                Rising("min", "max");
                break;
            case "normal":
                AboveZero("sd");
                break;
            default:
                foreach (var name in _values.Keys)
                {
                    AboveZero(name);
                }

                break;
        }

        if (_values.TryGetValue("gsd", out var gsd))
        {
            Require("gsd", gsd > 1, "a geometric standard deviation above 1");
        }
    }

    private void Rising(string low, string high) =>
        Require(high, _values[low] < _values[high], $"{low} below {high}", "a distribution without spread is a constant: write the number");

    private void AboveZero(string name) => Require(name, _values[name] > 0, $"{name} above 0");

    private void Require(string name, bool holds, string rule, string? hint = null)
    {
        if (!holds)
        {
            var argument = _arguments.GetValueOrDefault(name);
            var text = argument?.Value is NumberExpression number ? number.Text : "nothing";
            throw new QuantityException(argument?.Start ?? call.Start, $"{name} = {text}", $"{_signature.Usage} with {rule}", hint);
        }
    }
}
