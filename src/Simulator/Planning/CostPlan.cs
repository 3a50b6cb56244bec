using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;

namespace Simulator.Planning;

/// <summary>What the lines of a budget cost, in all and in periods (Eq. M24 to M30).</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <param name="costs">The section; null where there is none.</param>
/// <param name="flows">What the phases take and cause.</param>
/// <param name="binder">Values of the inputs.</param>
/// <remarks>
/// A phase costs the same in every hour of it, and so does an amount per time; the phases run one after the other. What is
/// paid once is paid at the beginning. A share, and the contingency, follow what they are a share of.
/// </remarks>
internal sealed class CostPlan<T>(CostSection? costs, ScenarioFlows<T> flows, PhaseBinder<T> binder)
    where T : struct, IArithmeticLane<T>
{
    private static readonly T Nothing = T.Constant(0);

    private readonly Dictionary<string, T> _whole = new(StringComparer.Ordinal);

    /// <summary>The lines, in the order in which they are printed.</summary>
    public IReadOnlyList<CostLine> Lines { get; } = costs?.Lines ?? [];

    /// <summary>All lines. [USD]</summary>
    public T Total => Lines.Aggregate(Nothing, (sum, line) => sum + Of(line));

    /// <summary>What a line costs. [USD]</summary>
    /// <param name="line">The line.</param>
    public T Of(CostLine line)
    {
        if (!_whole.TryGetValue(line.Name, out var value))
        {
            value = Of(line, Period.All);
            _whole.Add(line.Name, value);
        }

        return value;
    }

    /// <summary>What phases and lines cost in a period. [USD]</summary>
    /// <param name="from">When it starts. [h after the beginning]</param>
    /// <param name="to">When it ends; null for never. [h after the beginning]</param>
    public T Within(double from, double? to)
    {
        var period = new Period(from, to);
        return Lines.Aggregate(OfPhases(period, phase => phase.Cost), (sum, line) => sum + Of(line, period));
    }

    /// <summary>What phases alone cost in a period. [USD]</summary>
    /// <param name="from">When it starts. [h after the beginning]</param>
    /// <param name="to">When it ends; null for never. [h after the beginning]</param>
    public T OfPhasesWithin(double from, double? to) => OfPhases(new Period(from, to), phase => phase.Cost);

    private T Of(CostLine line, Period period)
    {
        if (period.IsAll && _whole.TryGetValue(line.Name, out var known))
        {
            return known;
        }

        var amount = binder.Of(line.Amount);
        switch (line.Kind)
        {
            case CostLineKind.Once:
                return period.From == 0 ? amount : Nothing;
            case CostLineKind.PerTime:
                var duration = line.Duration is { } stated ? binder.Of(stated) : flows.Training.WallClock;
                return Part(period, Nothing, duration, ExtraCosts.OverTime(amount, line.People is { } people ? binder.Of(people) : T.Constant(1), duration));
            case CostLineKind.PerAcceleratorHour:
                return OfPhases(period, phase => ExtraCosts.PerAcceleratorHour(amount, phase.ReservedHours));
            case CostLineKind.Demand:
                return OfPhases(period, phase => ExtraCosts.OfDemand(amount, phase.PeakPower, phase.WallClock));
            case CostLineKind.Share:
                return ExtraCosts.Share(amount, OfNamed(line.Of, period));
            default:
                var others = Lines.Where(other => other.Kind != CostLineKind.Contingency).Aggregate(OfPhases(period, phase => phase.Cost), (sum, other) => sum + Of(other, period));
                return ExtraCosts.Contingency(amount, others);
        }
    }

    private T OfNamed(string name, Period period) => name switch
    {
        "electricity" => OfPhases(period, phase => phase.ElectricityCost),
        "hardware" => OfPhases(period, phase => phase.HardwareCost),
        "water" => OfPhases(period, phase => phase.WaterCost),
        "carbon" => OfPhases(period, phase => phase.CarbonCost),
        _ => Of(Lines.First(line => line.Name == name), period),
    };

    private T OfPhases(Period period, Func<PhaseFlows<T>, T> cost)
    {
        var (sum, start) = (Nothing, Nothing);
        foreach (var phase in flows.Phases)
        {
            var length = phase.IsServing ? phase.Inputs.Duration : phase.Flows.WallClock;
            sum += Part(period, start, length, cost(phase.Flows));
            start += length;
        }

        return sum;
    }

    private static T Part(Period period, T start, T length, T cost) => period.IsAll ? cost
        : cost * ExtraCosts.ShareOfPeriod(start, length, T.Constant(period.From), period.To is { } to ? T.Constant(to) : start + length);

    // All of time, or a stretch of it.
    private readonly record struct Period(double From, double? To)
    {
        public static Period All { get; } = new(0, null);

        public bool IsAll => From == 0 && To is null;
    }
}
