using Simulator.Distributions;
using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Planning;

/// <summary>Binds the inputs of a scenario to those of the model: constants, or values drawn once for each name.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <param name="draw">The value of an uncertain input, by name and distribution; asked once for each name.</param>
/// <param name="windowMean">Mean of a series over a window (Eq. M21): its start and length, both in cells, and the series; null where there are no series.</param>
/// <param name="costs">In which money costs are printed; null for dollars as stated.</param>
internal sealed class PhaseBinder<T>(Func<string, Distribution, T> draw, Func<T, T, SeriesIntegral, T>? windowMean = null, CostSection? costs = null)
    where T : struct, IArithmeticLane<T>
{
    private readonly Dictionary<string, T> _drawn = new(StringComparer.Ordinal);

    /// <summary>The inputs of a phase.</summary>
    public PhaseInputs<T> Bind(Phase phase)
    {
        var x = new PhaseInputs<T>
        {
            Accelerators = Of(phase, Keys.Accelerators),
            AcceleratorHours = Of(phase, Keys.AcceleratorHours),
            Duration = Of(phase, phase.IsServing ? Keys.ServingDuration : Keys.Duration),
            Compute = Of(phase, Keys.Compute),
            Parameters = Of(phase, phase.IsServing ? Keys.ServingParameters : Keys.Parameters),
            Tokens = Of(phase, Keys.Tokens),
            Mfu = Of(phase, phase.IsServing ? Keys.ServingMfu : Keys.Mfu),
            Goodput = Of(phase, Keys.Goodput),
            MtbfPerAccelerator = Of(phase, Keys.MtbfPerAccelerator),
            Checkpoint = Of(phase, Keys.Checkpoint),
            Restart = Of(phase, Keys.Restart),
            Runs = Of(phase, Keys.Runs),
            Energy = Of(phase, Keys.Energy),
            Utilization = Of(phase, phase.IsServing ? Keys.ServingUtilization : Keys.Utilization),
            IdleShare = Of(phase, phase.IsServing ? Keys.ServingIdleShare : Keys.IdleShare),
            IdlePower = Of(phase, phase.IsServing ? Keys.ServingIdlePower : Keys.IdlePower),
            Tdp = Of(phase, Keys.Tdp),
            Peak = Of(phase, Keys.Peak),
            Price = Of(phase, Keys.Price),
            Lifetime = Of(phase, Keys.Lifetime),
            FleetUtilization = Of(phase, Keys.FleetUtilization),
            Rental = Of(phase, Keys.Rental),
            EmbodiedCarbon = Of(phase, Keys.EmbodiedCarbon),
            Overhead = Of(phase, Keys.OverheadFactor),
            ServerAccelerators = Of(phase, Keys.ServerAccelerators),
            ServerPower = Of(phase, Keys.ServerPower),
            Pue = Of(phase, Keys.Pue),
            CoolingShare = Of(phase, Keys.CoolingShare),
            Wue = Of(phase, Keys.Wue),
            WaterPrice = Of(phase, Keys.WaterPrice),
            CarbonIntensity = Of(phase, Keys.CarbonIntensity),
            MarginalIntensity = Of(phase, Keys.MarginalIntensity),
            Losses = Of(phase, Keys.Losses),
            CarbonFreeShare = Of(phase, Keys.CarbonFreeShare),
            ResidualMix = Of(phase, Keys.ResidualMix),
            ElectricityPrice = Of(phase, Keys.ElectricityPrice),
            WaterIntensity = Of(phase, Keys.WaterIntensity),
            LandIntensity = Of(phase, Keys.LandIntensity),
            CarbonPrice = Of(phase, Keys.CarbonPrice),
            RequestsPerDay = Of(phase, Keys.RequestsPerDay),
            EnergyPerRequest = Of(phase, Keys.EnergyPerRequest),
            EmbodiedPerRequest = Of(phase, Keys.EmbodiedPerRequest),
            InputTokens = Of(phase, Keys.InputTokens),
            OutputTokens = Of(phase, Keys.OutputTokens),
            InputMfu = Of(phase, phase[Keys.InputMfu] is null ? Keys.ServingMfu : Keys.InputMfu),
        };
        foreach (var component in phase.Components)
        {
            x.ComponentPower[ComponentIndex(component.Name)] = Of(component.Power);
        }

        if (phase.Mix is { } mix)
        {
            (x.MixShares, x.MixFactors) = BindMix(mix);
        }

        if (phase.WaterMix is { } waterMix)
        {
            var (shares, water) = BindMix(waterMix);
            x.WaterIntensity = Water.IntensityFromMix(shares, water);
        }

        if (phase.LandMix is { } landMix)
        {
            var (shares, land) = BindMix(landMix);
            x.LandIntensity = Land.IntensityFromMix(shares, land);
        }

        if (phase.Window is { } window)
        {
            BindSeries(phase, window, ref x);
        }

        return x;
    }

    /// <summary>The value of an input: a constant, or the draw of its name; prices in the money in which costs are printed (Eq. M29).</summary>
    public T Of(Quantity quantity) => Converted(
        quantity,
        quantity.Distribution.IsConstant
            ? T.Constant(quantity.Distribution.Minimum)
            : Draw(quantity.Path, quantity.Distribution));

    /// <summary>Index of a component among <see cref="ComponentVector{T}.Names"/>.</summary>
    public static int ComponentIndex(string name) => Array.IndexOf(ComponentVector<T>.Names, name);

    private T Converted(Quantity quantity, T value)
    {
        if (costs is null || !CostSection.IsMoney(quantity))
        {
            return value;
        }

        var one = T.Constant(1);
        var rate = costs.ExchangeRate is not { } exchange || quantity.Currency == costs.Currency ? one
            : costs.IsRateInDollars ? one / Of(exchange) : Of(exchange);
        return costs.ExchangeRate is null && costs.Deflator is null ? value
            : ExtraCosts.Converted(value, rate, costs.Deflator is { } deflator ? Of(deflator) : one);
    }

    // What is a mean over the window needs the other inputs first.
    private void BindSeries(Phase phase, PhaseWindow window, ref PhaseInputs<T> x)
    {
        var mean = windowMean ?? throw new InvalidOperationException("This model is evaluated without series.");
        var means = new WindowMeans<T>(
            window, Of(window.Start), PhaseModel.WindowLength(PhaseShapes.Of(phase), x), window.Year is { } year ? Of(year) : null, mean);
        x.Pue = Mean(Keys.Pue, x.Pue);
        x.Wue = Mean(Keys.Wue, x.Wue);
        x.CarbonIntensity = Mean(Keys.CarbonIntensity, x.CarbonIntensity);
        x.MarginalIntensity = Mean(Keys.MarginalIntensity, x.MarginalIntensity);
        x.ElectricityPrice = Mean(Keys.ElectricityPrice, x.ElectricityPrice);
        x.WaterIntensity = Mean(Keys.WaterIntensity, x.WaterIntensity);

        T Mean(KeySpec key, T otherwise) => phase[key]?.Series is not { } series ? otherwise
            : Converted(phase[key]!, series.Scale is { } scale ? means.Of(series) * Of(scale) : means.Of(series));
    }

    private T Of(Phase phase, KeySpec key) => phase[key] is { } quantity ? Of(quantity) : default;

    private T Draw(string name, Distribution distribution)
    {
        if (!_drawn.TryGetValue(name, out var value))
        {
            value = draw(name, distribution);
            _drawn.Add(name, value);
        }

        return value;
    }

    private (SourceVector<T> Shares, SourceVector<T> Figures) BindMix(GenerationMix mix)
    {
        var bound = (Shares: default(SourceVector<T>), Figures: default(SourceVector<T>));
        var shares = mix.Shares.Where(share => share.Share > 0).ToList();
        var fractions = mix.Concentration is { } concentration
            ? StickBreaking.Fractions([.. shares.Select(share => share.Share * concentration)])
            : null;
        var rest = T.Constant(1);
        for (var i = 0; i < shares.Count; i++)
        {
            var source = Array.IndexOf(SourceVector<T>.Names, shares[i].Source);
            bound.Figures[source] = Of(shares[i].Factor);
            if (fractions is null)
            {
                bound.Shares[source] = T.Constant(shares[i].Share);
            }
            else if (i == shares.Count - 1)
            {
                bound.Shares[source] = rest;
            }
            else
            {
                var share = rest * Draw(mix.NameOf(shares[i]), fractions[i]);
                bound.Shares[source] = share;
                rest -= share;
            }
        }

        return bound;
    }
}
