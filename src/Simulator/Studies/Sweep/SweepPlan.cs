using System.Collections.Concurrent;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Studies.Sweep;

/// <summary>Every point of a sweep, as a scenario that is made when it is requested.</summary>
public sealed class SweepPlan
{
    /// <summary>Most points of a sweep.</summary>
    public const int MostPoints = 1_000_000;

    private readonly ScenarioTemplate _template;
    private readonly IReadOnlyList<Variation> _varied;
    private readonly IReadOnlyList<Variation> _fixed;
    private readonly ConcurrentDictionary<(string Path, string Text, QuantityOrigin Origin), Quantity> _known = [];

    private SweepPlan(ScenarioTemplate template, IReadOnlyList<Variation> varied, IReadOnlyList<Variation> always, Scenario asWritten, IReadOnlyList<SweepAxis> axes)
    {
        (_template, _varied, _fixed, AsWritten, Axes) = (template, varied, always, asWritten, axes);
        Points = axes.Aggregate(1, (points, axis) => points * axis.Values.Count);
    }

    /// <summary>The scenario as the file has it.</summary>
    public Scenario AsWritten { get; }

    /// <summary>The scenario and what is varied.</summary>
    internal string Title => $"{AsWritten.Name} by {string.Join(" and ", Axes.Select(axis => axis.Path))}";

    /// <summary>What is varied; the last varies fastest.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>What the reader needs to know about the points.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>Checks every value by itself, so that a mistake is found before anything is sampled.</summary>
    /// <param name="template">The scenario file.</param>
    /// <param name="variations">What is varied. A single factor holds at every point and is no axis of its own, unless nothing else is varied.</param>
    /// <exception cref="VariationException">The variations do not go together.</exception>
    /// <exception cref="ScenarioException">The scenario cannot be run, a path does not exist or a value cannot stand there.</exception>
    public static SweepPlan Build(ScenarioTemplate template, IReadOnlyList<Variation> variations)
    {
        if (variations.Count == 0)
        {
            throw new VariationException("Nothing is varied; use --vary PATH=V1,V2,… or --scale PATH=F1,F2,….");
        }

        foreach (var twice in variations.GroupBy(variation => (variation.Path, variation.IsFactor)).Where(group => group.Count() > 1))
        {
            throw new VariationException($"{twice.Key.Path} is varied twice; put all its values into one {(twice.Key.IsFactor ? "--scale" : "--vary")}.");
        }

        var always = variations.Where(variation => variation is { IsFactor: true, Values.Count: 1 }).ToList();
        if (always.Count == variations.Count)
        {
            always = [.. always.SkipLast(1)];
        }

        var varied = variations.Except(always).ToList();
        var points = varied.Aggregate(1.0, (product, variation) => product * variation.Values.Count);
        if (points > MostPoints)
        {
            throw new VariationException(FormattableString.Invariant($"The sweep would have {points:0} points; allowed: at most {MostPoints}."));
        }

        var asWritten = template.With([]);
        var notices = new List<string>(always.Select(factor => $"{factor.Path} is multiplied by {factor.Values[0]} at every point."));
        var axes = AxesOf(template, asWritten, varied, notices);
        notices.AddRange(variations.Select(variation => PhaseNotices.Of(
            variation, variation.IsFactor ? asWritten : template.With([KeyValuePair.Create(variation.Path, variation.Values[0])]))).OfType<string>());
        return new SweepPlan(template, varied, always, asWritten, axes)
        {
            Notices = notices,
        };
    }

    /// <summary>The values of a point.</summary>
    /// <param name="point">Index, from 0; the last axis varies fastest.</param>
    public IReadOnlyList<SweepValue> ValuesOf(int point)
    {
        var values = new SweepValue[Axes.Count];
        for (var axis = Axes.Count - 1; axis >= 0; axis--)
        {
            values[axis] = Axes[axis].Values[point % Axes[axis].Values.Count];
            point /= Axes[axis].Values.Count;
        }

        return values;
    }

    /// <summary>The scenario of a point, named after what is different in it.</summary>
    /// <param name="point">Index, from 0.</param>
    /// <exception cref="ScenarioException">The values of the point do not go together.</exception>
    public Scenario ScenarioOf(int point)
    {
        var values = ValuesOf(point);
        var chosen = _varied.Zip(values, (variation, value) => (variation.Path, value.Text, variation.IsFactor)).ToList();
        chosen.AddRange(_fixed.Select(variation => (variation.Path, variation.Values[0], true)));
        var scenario = _template.With(chosen.Where(choice => !choice.IsFactor).Select(choice => KeyValuePair.Create(choice.Path, choice.Text)));
        scenario = scenario.Replace(Known);
        foreach (var (path, factor, _) in chosen.Where(choice => choice.IsFactor))
        {
            scenario = ScenarioScaling.Scale(scenario, path, factor);
        }

        return scenario with { Name = string.Join(", ", chosen.Select(choice => $"{choice.Path} {(choice.IsFactor ? "×" : "=")} {choice.Text}")) };
    }

    // The same text at the same path is the same distribution: what it has worked out is not worked out at every point.
    private Quantity Known(Quantity quantity)
    {
        var known = _known.GetOrAdd((quantity.Path, quantity.Text, quantity.Origin), quantity);
        return ReferenceEquals(known, quantity) ? quantity : quantity with { Distribution = known.Distribution };
    }

    private static IReadOnlyList<SweepAxis> AxesOf(
        ScenarioTemplate template, Scenario asWritten, IReadOnlyList<Variation> varied, List<string> notices)
    {
        var errors = new List<Diagnostic>();
        var axes = new List<SweepAxis>();
        foreach (var variation in varied)
        {
            var inputs = new List<Quantity?>();
            var stated = new List<IReadOnlySet<string>>();
            foreach (var value in variation.Values)
            {
                try
                {
                    inputs.Add(Input(value, variation, inputs.FirstOrDefault(), stated));
                }
                catch (ScenarioException exception)
                {
                    errors.AddRange(exception.Errors.Where(error => !errors.Contains(error)));
                }
            }

            if (errors.Count == 0)
            {
                axes.Add(Axis(variation, inputs));
                notices.AddRange(EntryChangeNotices.Concern(variation) ? EntryChangeNotices.Of(asWritten, variation, stated) : []);
            }
        }

        return errors.Count == 0 ? axes : throw new ScenarioException(errors);

        Quantity? Input(string value, Variation variation, Quantity? first, List<IReadOnlySet<string>> stated)
        {
            if (variation.IsFactor)
            {
                ScenarioScaling.Scale(asWritten, variation.Path, value);
                return null;
            }

            // Reading the whole file for every value of a long range takes longer than its points; the text alone will do.
            if (first is not null && WithText(first, value, template.File) is { } other)
            {
                return other;
            }

            var scenario = template.With([KeyValuePair.Create(variation.Path, value)]);
            if (EntryChangeNotices.Concern(variation))
            {
                stated.Add(EntryChangeNotices.Stated(scenario));
            }

            return scenario.Quantities.FirstOrDefault(quantity => quantity.Path == variation.Path || quantity.Path == $"{variation.Path}.power");
        }
    }

    /// <summary>An input with another text; null if the text is wrong, which reading the file will explain.</summary>
    private static Quantity? WithText(Quantity quantity, string text, string file)
    {
        try
        {
            var parsed = QuantityParser.Parse(text, quantity.Key, Path.GetDirectoryName(file) ?? "");
            return quantity with { Text = text, Distribution = parsed.Distribution, DisplayUnit = parsed.DisplayUnit, DisplayScale = parsed.DisplayScale };
        }
        catch (QuantityException)
        {
            return null;
        }
    }

    private static SweepAxis Axis(Variation variation, IReadOnlyList<Quantity?> inputs) => variation.IsFactor
        ? new SweepAxis(variation.Path, true, "", [.. variation.Values.Select(text => new SweepValue(text, VariationParser.Factor(text)))])
        : new SweepAxis(
            variation.Path, false, inputs[0]?.DisplayUnit ?? "",
            [.. variation.Values.Zip(inputs, (text, input) => new SweepValue(
                text, input is { Distribution.IsConstant: true } && inputs[0] is { } first ? first.Shown(input.Distribution.Minimum) : null))]);
}
