using Simulator.Distributions;
using Simulator.Scenarios.Quantities.Columns;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Quantities;

/// <summary>Turns an expression into a distribution in the model's unit.</summary>
/// <param name="target">Unit of the model.</param>
/// <param name="directory">Folder that data files are relative to.</param>
/// <param name="files">Where to find data files.</param>
/// <param name="currency">Currency of amounts, which the text states as dollars.</param>
internal sealed class ExpressionEvaluator(Unit target, string directory, SourceFiles files, string currency = Currencies.Dollars)
{
    private const double WeightTolerance = 0.005;

    /// <summary>95% quantile of the standard normal distribution.</summary>
    private const double StandardNormal95 = 1.6448536269514722;

    private readonly List<QuantityRemark> _remarks = [];

    /// <summary>Remarks.</summary>
    public IReadOnlyList<QuantityRemark> Remarks => _remarks;

    /// <summary>Probability that stated truncations have left. [-]</summary>
    public double Kept { get; private set; } = 1;

    /// <summary>Column of instants beside that of the data; null if there is none.</summary>
    public string? TimeColumn { get; private set; }

    /// <summary>A file that values come from, as written; null if there is none.</summary>
    public string? DataFile { get; private set; }

    /// <summary>Unit that people are shown; null if the text has none.</summary>
    public Unit? DisplayUnit { get; private set; }

    /// <summary>The distribution of an expression.</summary>
    /// <param name="expression">What was written.</param>
    /// <param name="inherited">Unit of what it stands in; null if there is none.</param>
    /// <exception cref="QuantityException">Units, arguments or values do not fit.</exception>
    public Distribution Evaluate(Expression expression, Unit? inherited = null)
    {
        var unit = expression.Unit ?? inherited;
        DisplayUnit = unit is null || target.IsNone ? DisplayUnit : unit;
        return expression switch
        {
            NumberExpression number => Constant.Of(Value(number, unit)),
            IntervalExpression interval => Interval(interval, unit),
            PlusMinusExpression plusMinus => PlusMinus(plusMinus, unit),
            ShiftExpression shift => Evaluate(shift.Shifted, unit).Affine(1, Value(shift.Constant, unit)),
            EmpiricalExpression empirical => Empirical(empirical, unit),
            SeriesExpression => throw new QuantityException(expression.Start, "series(…)", $"a number, an interval or a distribution; series(…) by itself is allowed for {string.Join(", ", SeriesKeys.Paths)}"),
            CallExpression { Name: "mix" } call => Mixture(call, unit),
            CallExpression { Name: "choice" } call => Choice(call, unit),
            CallExpression { Name: "truncate" } call => Truncate(call, unit),
            CallExpression call => NamedDistribution.Build(call, this, unit),
            _ => throw new QuantityException(expression.Start, "something else", "a quantity"),
        };
    }

    /// <summary>A number in the model's unit.</summary>
    /// <exception cref="QuantityException">Its unit is missing or does not fit.</exception>
    public double Value(NumberExpression number, Unit? inherited)
    {
        var unit = number.Unit ?? inherited;
        if (target.IsNone)
        {
            return unit is null ? number.Value : throw new QuantityException(
                number.Start, $"{number.Text} {unit}", "a plain number, without a unit", unit.Text is "g" ? "for 10^9 write G" : null);
        }

        if (number.IsPercent)
        {
            throw new QuantityException(number.Start, $"{number.Text} (a share)", $"{target.Dimension}, e.g. in {ExampleUnits.For(target.Text)}");
        }

        if (unit is null)
        {
            throw new QuantityException(
                number.Start, $"{number.Text} without a unit", $"a number with a unit, e.g. {number.Text} {ExampleUnits.For(target.Text)}",
                inherited is null && DisplayUnit is not null ? "a unit after the closing parenthesis applies to all numbers inside" : null);
        }

        if (unit.Dimension != target.Dimension)
        {
            throw new QuantityException(
                number.Start, $"{number.Text} {unit} ({unit.Dimension})", $"{target.Dimension}, e.g. in {ExampleUnits.For(target.Text)}",
                PowerAndEnergy.Swapped(unit, target) is { } meant ? $"{number.Text} {meant}? W is power, Wh is energy" : null);
        }

        RefuseSmall(number, unit);
        DisplayUnit = unit;
        return unit.Convert(number.Value, target);
    }

    // Data are in whatever unit they are in. In a text that is written by hand, a typing error could turn MW into mW.
    private static void RefuseSmall(NumberExpression number, Unit unit)
    {
        if (unit.IsSmall)
        {
            var plain = Units.Parse(UnitTable.WithoutSmall(unit.Text));
            var text = FormattableString.Invariant($"{unit.Convert(number.Value, plain):G10} {plain}");
            throw new QuantityException(
                number.Start, $"{number.Text} {unit}, in thousandths of a unit", $"units without the prefix m, e.g. {plain}", $"{number.Text} {unit} are {text}: write {text}");
        }
    }

    /// <summary>A number that has no unit whatever the key, e.g. a shape.</summary>
    public static double PlainValue(Argument argument) => Number(argument) is { Unit: null } number
        ? number.Value
        : throw new QuantityException(argument.Start, $"a unit on the argument {argument.Name}", "a plain number");

    /// <summary>The number that an argument must be.</summary>
    public static NumberExpression Number(Argument argument) => argument.Value as NumberExpression
        ?? throw new QuantityException(argument.Start, "a distribution as argument", "a number", "uncertain arguments are not supported; mix(…) combines distributions");

    /// <summary>The unit of one of the model's units, for a text that has none of its own: the outer unit.</summary>
    public double UnitValue(CallExpression call, Unit? unit) => target.IsNone ? 1 : Value(new NumberExpression(call.Start, "1", 1), unit);

    private Distribution Interval(IntervalExpression interval, Unit? inherited)
    {
        // A unit after the last number holds for both.
        var shared = interval.High.Unit ?? inherited;
        if (interval.Low.IsPercent != interval.High.IsPercent && target.IsNone)
        {
            throw new QuantityException(interval.Start, $"{interval.Low.Text} to {interval.High.Text}, with % on one end only", "% on both ends or on none", $"{interval.Low.Text.TrimEnd('%')}% to {interval.High.Text.TrimEnd('%')}%?");
        }

        var low = Value(interval.Low, shared);
        var high = Value(interval.High, shared);
        var written = $"{interval.Low.Text} to {interval.High.Text}";
        if (low > high)
        {
            throw new QuantityException(interval.Start, $"{written}, a reversed interval", "low to high", $"write {interval.High.Text} to {interval.Low.Text}");
        }

        if (low <= 0)
        {
            var (mean, deviation) = ((interval.Low.Value + interval.High.Value) / 2, (interval.High.Value - interval.Low.Value) / 2 / 1.6448536269514727);
            throw new QuantityException(
                interval.Start, $"{written}, which starts at or below zero", "an interval above zero: it stands for a lognormal distribution",
                interval.Low.Unit is null ? FormattableString.Invariant($"write normal({mean:G4}, {deviation:G3}){(shared is null ? "" : $" {shared}")} for the same interval of a normal distribution") : "write normal(mean, sd)");
        }

        if (low == high)
        {
            throw new QuantityException(interval.Start, $"{written}, with two equal ends", "low to high", $"write {interval.Low.Text} for a constant");
        }

        if (interval.Low.Suffix is null && interval.High.Suffix is { } suffix && high / low > 1000)
        {
            _remarks.Add(new QuantityRemark(interval.Start, written, "a suffix applies only to its own number", $"write {interval.Low.Text}{suffix} to {interval.High.Text} if both are meant"));
        }

        return Lognormal.FromInterval(low, high);
    }

    private Distribution PlusMinus(PlusMinusExpression written, Unit? inherited)
    {
        var (centre, half) = (written.Centre, written.Half);
        if (centre.IsPercent)
        {
            var (c, h) = (100 * centre.Value, 100 * half.Value);
            throw new QuantityException(
                written.Start, $"{centre.Text} ± {half.Text}, in which the second may be a share of the first or be added to it", "an interval that can be read in one way",
                FormattableString.Invariant($"write {c - h:G6}% to {c + h:G6}%, or {c * (1 - half.Value):G6}% to {c * (1 + half.Value):G6}%"));
        }

        if (centre.Unit is { } own && half is { Unit: null, IsPercent: false })
        {
            throw new QuantityException(
                half.Start, $"{centre.Text} {own} ± {half.Text}, in which the second may be in {own} or in percent", "an interval that can be read in one way",
                $"write {centre.Text} {own} ± {half.Text} {own}, or {centre.Text} {own} ± {half.Text}%");
        }

        // A unit after the last number holds for both.
        var middle = Value(centre, half.Unit ?? inherited);
        var width = half.IsPercent ? Math.Abs(middle) * half.Value : Value(half, inherited);
        return width > 0
            ? Normal.FromMeanAndDeviation(middle, width / StandardNormal95)
            : throw new QuantityException(half.Start, $"± {half.Text}", "more than 0", $"write {centre.Text} for a constant");
    }

    private Distribution Empirical(EmpiricalExpression expression, Unit? inherited)
    {
        expression = expression with { Currency = currency };
        var file = EmpiricalFile.Read(expression, directory, files);
        TimeColumn = file.TimeColumn ?? TimeColumn;
        DataFile = expression.File;
        var unit = new DataUnit(expression, file, target).Decide(inherited);
        DisplayUnit = unit is null || target.IsNone ? DisplayUnit : unit;
        return Distributions.Empirical.FromData(unit is null ? file.Values : [.. file.Values.Select(value => unit.Convert(value, target))]);
    }

    private Distribution Mixture(CallExpression call, Unit? unit)
    {
        var weights = Weights(call);
        var parts = call.Arguments.Select(argument => Evaluate(argument.Value, unit)).ToList();
        return parts.Count == 1 ? parts[0] : Distributions.Mixture.Of([.. parts.Zip(weights)]);
    }

    private Distribution Choice(CallExpression call, Unit? unit)
    {
        var weights = Weights(call);
        var values = call.Arguments.Select(argument => Value(Number(argument), unit)).ToList();
        return values.Count == 1 ? Constant.Of(values[0]) : Distributions.Choice.Of([.. values.Zip(weights)]);
    }

    private Distribution Truncate(CallExpression call, Unit? unit)
    {
        var usage = DistributionTable.Find("truncate")!.Usage;
        var bounds = call.Arguments.Skip(1).ToList();
        if (call.Arguments.Count == 0 || bounds.Count is 0 or > 2 || call.Arguments[0].Name is not null || call.Arguments.Any(argument => argument.Weight is not null)
            || (bounds.Count == 1 && bounds[0].Name is null))
        {
            throw new QuantityException(call.Start, "truncate(…) without a distribution and its bounds", $"{usage}, or with only one of low= and high=");
        }

        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        for (var i = 0; i < bounds.Count; i++)
        {
            switch (bounds[i].Name ?? (i == 0 ? "low" : "high"))
            {
                case "low" or "min":
                    low = Value(Number(bounds[i]), unit);
                    break;
                case "high" or "max":
                    high = Value(Number(bounds[i]), unit);
                    break;
                default:
                    throw new QuantityException(bounds[i].Start, $"the argument {bounds[i].Name}=", $"{usage}, or with only one of low= and high=");
            }
        }

        if (low >= high)
        {
            throw new QuantityException(bounds[0].Start, "reversed bounds", "low below high");
        }

        var whole = Evaluate(call.Arguments[0].Value, unit);
        var cut = whole.MassOutside(low, high);
        if (cut >= 1 - Bounds.Nothing)
        {
            throw new QuantityException(call.Start, "bounds that exclude the whole distribution", "bounds that contain a part of it");
        }

        Kept *= 1 - cut;
        return whole.Truncate(low, high);
    }

    private static IReadOnlyList<double> Weights(CallExpression call)
    {
        var usage = DistributionTable.Find(call.Name)!.Usage;
        if (call.Arguments.Count == 0 || call.Arguments.FirstOrDefault(argument => argument.Name is not null) is not null)
        {
            throw new QuantityException(call.Start, $"{call.Name}(…) without alternatives, or with named ones", usage);
        }

        if (call.Arguments.All(argument => argument.Weight is null))
        {
            return [.. call.Arguments.Select(_ => 1.0 / call.Arguments.Count)];
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Weight is not { Value: > 0 })
            {
                throw new QuantityException(argument.Weight?.Start ?? argument.Start, argument.Weight is null ? "an alternative without @" : $"the weight {argument.Weight.Text}", "a weight above zero for each alternative, or for none");
            }
        }

        var sum = call.Arguments.Sum(argument => argument.Weight!.Value);
        return Math.Abs(sum - 1) <= WeightTolerance
            ? [.. call.Arguments.Select(argument => argument.Weight!.Value / sum)]
            : throw new QuantityException(call.Start, FormattableString.Invariant($"weights that sum to {100 * sum:0.###}%"), "weights that sum to 100%");
    }
}
