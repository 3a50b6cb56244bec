using Simulator.Correlation;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Statistics.Counting;

namespace Simulator.Results;

/// <summary>All results of a run, in the units in which they are printed.</summary>
/// <param name="Scenario">Which file was run.</param>
/// <param name="Run">How it was run.</param>
/// <param name="Inputs">Every resolved input, in the order of the file's keys.</param>
/// <param name="Outputs">Every output that the inputs determine, in the order of the documentation.</param>
/// <param name="Components">Mean energy and cost by component (accelerators, cpu, …, cooling, distribution).</param>
/// <param name="Phases">Mean energy, emissions and cost by phase.</param>
/// <param name="Notices">What the reader needs to know: warnings, defaults taken, outputs left out and why.</param>
public sealed record SimulationResult(
    ScenarioIdentity Scenario,
    RunFacts Run,
    IReadOnlyList<InputSummary> Inputs,
    IReadOnlyList<OutputSummary> Outputs,
    IReadOnlyList<ComponentMeans> Components,
    IReadOnlyList<PhaseMeans> Phases,
    IReadOnlyList<string> Notices)
{
    /// <summary>What the costs may pay twice; empty if nothing.</summary>
    internal string PaidTwice => PaidTwiceIn(OutputDefinitions.Cost.Name);

    /// <summary>What an output may pay twice; empty if nothing.</summary>
    internal string PaidTwiceIn(string name) => Outputs.FirstOrDefault(output => output.Name == name)?.PaidTwice ?? "";

    /// <summary>Currency of all costs.</summary>
    internal string Currency => Outputs.FirstOrDefault(output => output.Name == OutputDefinitions.Cost.Name)?.Unit ?? OutputDefinitions.Cost.Unit;

    /// <summary>How outputs settled while samples were added; empty unless it was requested.</summary>
    public IReadOnlyList<OutputConvergence> Convergence { get; init; } = [];

    /// <summary>Rank correlations between inputs, in the order of the file; empty if none are requested.</summary>
    public IReadOnlyList<CorrelationSummary> Correlations { get; init; } = [];

    /// <summary>Whether the outputs keep their limits: those of the file, then those of the command line; empty without any.</summary>
    public IReadOnlyList<LimitOutcome> Limits { get; init; } = [];

    /// <summary>Which inputs the uncertainty comes from; null unless it was requested.</summary>
    public SensitivityResult? Sensitivity { get; init; }

    /// <summary>What characterises the worst cases, by output; empty unless it was requested.</summary>
    public IReadOnlyList<WorstCases> WorstCases { get; init; } = [];
}

/// <summary>How an output settled while samples were added.</summary>
/// <param name="Output">Name of the output.</param>
/// <param name="Points">Interval and median by samples, ascending.</param>
public sealed record OutputConvergence(string Output, IReadOnlyList<ConvergenceState> Points);

/// <summary>An output after some samples.</summary>
/// <param name="Samples">Samples drawn until then.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Median">Median.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct ConvergenceState(long Samples, double Low, double Median, double High);

/// <summary>Which file was run.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Description">What the file says about itself; may be empty.</param>
/// <param name="File">Path as given by the user.</param>
/// <param name="Sha256">Hash of the file's bytes, lower-case hexadecimal.</param>
public sealed record ScenarioIdentity(string Name, string Description, string File, string Sha256);

/// <summary>How a scenario was run.</summary>
/// <param name="Version">Version of this program.</param>
/// <param name="Samples">Samples drawn; 1 where nothing is uncertain.</param>
/// <param name="RequestedSamples">Samples requested: more than drawn if the run was interrupted.</param>
/// <param name="Sampler">sobol or random.</param>
/// <param name="Replicates">Independent randomizations behind the errors; 1 for random.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Device">What the samples were computed on, e.g. cpu-avx512.</param>
/// <param name="Threads">Threads used.</param>
/// <param name="Seconds">Wall-clock time of sampling. [s]</param>
public sealed record RunFacts(
    string Version, long Samples, long RequestedSamples, string Sampler, int Replicates, ulong Seed, string Device, int Threads, double Seconds)
{
    /// <summary>Commit that the program was built from; null if that is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>What the program ran on, e.g. <c>.NET 10.0.0, linux-x64</c>; empty if that is not known.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Whether the user stopped the run before all samples were drawn.</summary>
    public bool Interrupted => Samples < RequestedSamples;
}

/// <summary>One resolved input, in the unit in which it is printed.</summary>
/// <param name="Path">Full name, e.g. <c>facility.pue</c>.</param>
/// <param name="Unit">Unit of the figures; empty for plain numbers.</param>
/// <param name="Distribution">As written in the file, the catalogue or the table of defaults.</param>
/// <param name="Mean">Mean of the distribution, in closed form or by quadrature, not sampled.</param>
/// <param name="P5">5th percentile.</param>
/// <param name="Median">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="IsUncertain">Whether more than one value can occur.</param>
/// <param name="Origin">Where it comes from: file, catalogue or default.</param>
/// <param name="Source">Citation, if one was given.</param>
/// <param name="Note">Remark, if one was given.</param>
/// <param name="TruncatedMass">Probability cut off at physical or stated bounds. [-]</param>
public sealed record InputSummary(
    string Path, string Unit, string Distribution, double Mean, double P5, double Median, double P95,
    bool IsUncertain, string Origin, string? Source, string? Note, double TruncatedMass)
{
    /// <summary>The file that it was written in, or the id of the catalogue entry; empty for defaults and for what is varied.</summary>
    public string Place { get; init; } = "";
}

/// <summary>One output: what we do not know about it, and apart from that how far the sampling is off.</summary>
/// <param name="Name">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people, e.g. <c>Emissions</c>.</param>
/// <param name="Unit">Unit of all figures.</param>
/// <param name="Boundary">What is inside: accelerators, IT, site or grid, and the parts of a sum.</param>
/// <param name="IsEquivalent">Whether it only restates another output in everyday terms.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Minimum">Smallest value drawn.</param>
/// <param name="Maximum">Largest value drawn.</param>
/// <param name="Interval">Central interval at the asked level.</param>
/// <param name="Quantiles">Quantiles by probability, ascending; always the nine of the documentation.</param>
/// <param name="Error">Monte Carlo standard errors: what more samples would remove.</param>
/// <param name="NotANumber">Samples that were not a number (0/0); they are left out of all other figures.</param>
/// <param name="Infinite">Samples that were infinite; they are left out of all other figures.</param>
/// <param name="Bins">Exact counts, non-empty bins only, ascending; one bin of zero width for a constant.</param>
public sealed record OutputSummary(
    string Name, string Label, string Unit, string Boundary, bool IsEquivalent,
    double Mean, double StandardDeviation, double Minimum, double Maximum,
    CentralInterval Interval,
    IReadOnlyList<QuantileEstimate> Quantiles,
    MonteCarloError Error,
    long NotANumber, long Infinite,
    IReadOnlyList<CountedBin> Bins)
{
    /// <inheritdoc cref="Model.OutputSpec.PaidTwice"/>
    internal string PaidTwice { get; init; } = "";

    /// <summary>Samples too small for single precision: they count as 0, or with fewer digits.</summary>
    public long TooSmall { get; init; }

    /// <summary>Mean of the largest 5%: what the worst cases come to on average; null where it was not requested.</summary>
    public TailMean? TailMean { get; init; }

    /// <summary>What must be set aside to be enough with 80, 90, 95 and 99% confidence: quantiles, ascending.</summary>
    public IReadOnlyList<QuantileEstimate> Budget { get; init; } = [];

    /// <summary>Probabilities of the quantiles beyond which too few samples lie to know them, ascending.</summary>
    public IReadOnlyList<double> TooFewBeyond => Quantiles.Any(quantile => quantile.HasTooFewBeyond) || Budget.Any(quantile => quantile.HasTooFewBeyond)
        ? [.. Quantiles.Concat(Budget).Where(quantile => quantile.HasTooFewBeyond).Select(quantile => quantile.Probability).Distinct().Order()]
        : [];

    /// <summary>Whether it is sampled: then it may differ outside the samples, even where all of them gave the same value.</summary>
    internal bool IsSampled { get; init; }

    /// <summary>Whether every sample gave the same value.</summary>
    public bool IsConstant => Minimum == Maximum;

    /// <summary>The median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The quantile at one of the probabilities in <see cref="Quantiles"/>.</summary>
    /// <exception cref="ArgumentException">That probability was not estimated.</exception>
    public double Quantile(double probability)
    {
        foreach (var quantile in Quantiles)
        {
            if (quantile.Probability == probability)
            {
                return quantile.Value;
            }
        }

        throw new ArgumentException($"The quantile at {probability} of {Name} was not estimated.", nameof(probability));
    }
}

/// <summary>A central interval.</summary>
/// <param name="Level">Probability inside, e.g. 0.9. [-]</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct CentralInterval(double Level, double Low, double High)
{
    /// <summary>Whether too few samples lie beyond its ends to know them.</summary>
    public bool HasTooFewBeyond { get; init; }
}

/// <summary>A quantile and its Monte Carlo standard error.</summary>
/// <param name="Probability">Probability below. [-]</param>
/// <param name="Value">Estimate.</param>
/// <param name="Error">Standard error of the estimate.</param>
public sealed record QuantileEstimate(double Probability, double Value, double Error)
{
    /// <summary>Whether too few samples lie beyond it to know it.</summary>
    public bool HasTooFewBeyond { get; init; }

    /// <summary>Whether it lies where the distribution jumps from one value to another: no number of samples tells on which side.</summary>
    public bool IsAtJump { get; init; }
}

/// <summary>Monte Carlo standard errors of the headline figures.</summary>
/// <param name="Mean">Of the mean.</param>
/// <param name="Median">Of the median.</param>
/// <param name="Low">Of the interval's lower end.</param>
/// <param name="High">Of the interval's upper end.</param>
public readonly record struct MonteCarloError(double Mean, double Median, double Low, double High);

/// <summary>Means of one component.</summary>
/// <param name="Name">Component, e.g. <c>accelerators</c>.</param>
/// <param name="Energy">Mean energy. [MWh]</param>
/// <param name="Cost">Mean cost; NaN where the inputs do not determine one. [USD]</param>
public sealed record ComponentMeans(string Name, double Energy, double Cost)
{
    /// <summary>Mean emissions of its energy, for the accelerators also of making the hardware; NaN where the inputs do not determine them. [t]</summary>
    public double Emissions { get; init; } = double.NaN;
}

/// <summary>Means of one phase.</summary>
/// <param name="Name">Phase.</param>
/// <param name="Energy">Mean energy of the site. [MWh]</param>
/// <param name="Emissions">Mean emissions; NaN where the inputs do not determine them. [t]</param>
/// <param name="Cost">Mean cost; NaN where the inputs do not determine one. [USD]</param>
public sealed record PhaseMeans(string Name, double Energy, double Emissions, double Cost);

/// <summary>One rank correlation between two inputs.</summary>
/// <param name="First">Path of one input.</param>
/// <param name="Second">Path of the other.</param>
/// <param name="Measure">spearman or kendall; all three values are of this measure.</param>
/// <param name="Asked">As written in the file. [-]</param>
/// <param name="Used">After the repair of correlations that cannot hold together. [-]</param>
/// <param name="Achieved">Of the values drawn, ties and mixtures included; NaN where nothing was drawn. [-]</param>
/// <param name="Samples">Samples behind what was achieved.</param>
public sealed record CorrelationSummary(
    string First, string Second, string Measure, double Asked, double Used, double Achieved, int Samples)
{
    /// <summary>What is known of a correlation.</summary>
    /// <param name="pair">What was requested and is used.</param>
    /// <param name="achieved">Of the values drawn; NaN where nothing was drawn. [-]</param>
    /// <param name="samples">Samples behind what was achieved.</param>
    internal static CorrelationSummary Of(PlannedCorrelation pair, double achieved = double.NaN, int samples = 0) => new(
        pair.First, pair.Second, pair.Measure == RankMeasure.Spearman ? "spearman" : "kendall", pair.Asked, pair.Used, achieved, samples);
}
