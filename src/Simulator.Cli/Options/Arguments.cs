using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Simulator.Catalog;
using Simulator.Cli.Execution;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Options;

/// <summary>Arguments and options that commands share or that need reading of their own.</summary>
internal static class Arguments
{
    public static Argument<string[]> Files() => new("FILE")
    {
        Description = "Scenario files or folders of them; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the option that lets scenarios name files outside their own folder; every command that reads scenarios has it.</summary>
    public static void AddAllowOutside(Command command, Session session)
    {
        var option = new Option<bool>("--allow-outside")
        {
            Description = "Let scenarios name files outside their own folder: bases, data and series. Only for scenarios that you trust.",
        };
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(option))
            {
                session.AllowOutsideFiles();
            }
        });
    }

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = "What to print.",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => formats[0],
        };
        option.Only(formats);
        return option;
    }

    public static Option<long?> Samples() => new("--samples", "-n")
    {
        Description = "Samples to draw, e.g. 1M, 1e9 or 1_048_576. Default: 1_048_576; with --precision, the most that may be drawn.",
        HelpName = "N",
        CustomParser = result => (long?)Whole(result, RunSettings.FewestSamples, 1e15m),
    };

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Seed: the same seed gives the same figures, bit for bit, on any number of threads. Default: 42.",
        HelpName = "S",
        CustomParser = result => (ulong?)Whole(result, 0, ulong.MaxValue),
    };

    public static Option<long> Sample() => new("--sample")
    {
        Description = "Number of the sample, from 0. Samples are dealt to the replicates in rotation: with 32 replicates, sample 100 is point 3 of replicate 4 in a run of any size.",
        HelpName = "K",
        Required = true,
        CustomParser = result => (long)(Whole(result, 0, long.MaxValue) ?? 0),
    };

    public static Option<string?> Sampler()
    {
        var sampler = new Option<string?>("--sampler") { Description = "How samples are drawn: scrambled Sobol' points, or independent ones. Default: sobol.", HelpName = "sobol|random" };
        sampler.Only("random", "sobol");
        return sampler;
    }

    public static Option<string?> Device() => new("--device")
    {
        Description = "auto, cpu, one lane width by its name, cuda, cuda:1, opencl or ilgpu-cpu; see 'simulator devices'.",
        HelpName = "NAME",
        CompletionSources = { "auto", "cpu", "cuda", "opencl", "ilgpu-cpu" },
    };

    public static Option<long?> DeviceMemory() => new("--device-memory")
    {
        Description = "Memory that a run may take of each graphics device, e.g. 4GB or 512MiB; the figures do not depend on it. Default: half of the card's.",
        HelpName = "SIZE",
        CustomParser = result =>
        {
            var size = NumberText.Bytes(Text(result));
            if (size is null)
            {
                result.AddError($"--device-memory: '{Text(result)}' is not a size; allowed: a number above 0 with kB, MB, GB (powers of 1000) or KiB, MiB, GiB (powers of 1024), e.g. 4GB.");
            }

            return size;
        },
    };

    public static Option<string?> OutFolder(string content) =>
        OutputPlace.Folder($"Folder for {content}, or for one folder per scenario. Default: results/<scenario name>.");

    public static Option<string?> SaveSamples() => new("--save-samples")
    {
        Description = "File for the inputs and outputs of every sample, with their units: .parquet or .csv.",
        HelpName = "FILE",
        CustomParser = result =>
        {
            if ((SampleFile.Refusal(Text(result)) ?? OutputPlace.MistakeInKind(Text(result))) is not { } refusal)
            {
                return Text(result);
            }

            result.AddError($"--save-samples: {refusal}");
            return null;
        },
    };

    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "No progress, no description, no notices but warnings, no list of written files." };

    public static Option<int?> Threads() => new("--threads")
    {
        Description = "Number of threads; the figures do not depend on it. Default: one per processor.",
        HelpName = "T",
        CustomParser = result => (int?)Whole(result, 1, 1024),
    };

    public static Option<int?> Replicates() => new("--replicates")
    {
        Description = "Independent randomizations of the Sobol' points, whose spread gives the errors. Default: 32.",
        HelpName = "R",
        CustomParser = result => (int?)Whole(result, 2, 1024),
    };

    public static Option<int?> Equivalences() => new("--equivalences")
    {
        Description = "Edition of the factors for everyday terms; see 'simulator list equivalences'. Default: those that published write-ups used.",
        HelpName = "YEAR",
        CustomParser = result =>
        {
            // The table is read only where the option is given: most command lines do without it.
            if (int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && BuiltInCatalog.EquivalenceEditions.Contains(year))
            {
                return year;
            }

            result.AddError($"--equivalences: '{Text(result)}' is not an edition; allowed: {string.Join(", ", BuiltInCatalog.EquivalenceEditions)}.");
            return null;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int?> Number(string name, string description, string helpName, int least, int most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => (int?)Whole(result, least, most),
    };

    public static Option<TimeSpan?> TimeLimit() => new("--time")
    {
        Description = "Stop drawing samples after this many seconds.",
        HelpName = "SECONDS",
        CustomParser = result => Whole(result, 1, 31_536_000) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null,
    };

    public static Option<Limit[]> Limits() => new("--limit")
    {
        Description = "A limit to check in addition to those of the file, e.g. \"p95 emissions < 12 kt\", \"mean cost < 5M USD and P(cost > 8M USD) < 5%\", "
            + "\"worst 5% mean energy < 40 GWh\"; may be repeated. Exit code 3 if a limit does not hold; undecided limits are listed.",
        HelpName = "LIMIT",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParsedLimit(token.Value, result, Limit.Parse)).OfType<Limit>()],
    };

    /// <summary>Limits of a comparison.</summary>
    public static Option<Limit[]> LimitsOfComparison() => new("--limit")
    {
        Description = "A limit on scenarios or pairs of them, A being the first and B the second, e.g. \"P(B/A emissions > 1.1) < 5%\", \"median B-A cost < 0 USD\", "
            + "\"p95 B energy < 40 GWh\"; may be repeated. Exit code 3 if a limit does not hold; undecided limits are listed.",
        HelpName = "LIMIT",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => ParsedLimit(token.Value, result, Limit.ParseOfComparison)).OfType<Limit>()],
    };

    public static Option<double?> Interval() => Share("--interval", "90%", "Level of the printed intervals. Default: 90%.");

    public static Option<double?> Precision() => Share(
        "--precision", "0.1%", "Draw until the median and both interval ends of every output have at most this relative error (95% confidence).");

    private static Limit? ParsedLimit(string text, ArgumentResult result, Func<string, Limit> parse)
    {
        try
        {
            return parse(text) with { Place = "--limit" };
        }
        catch (QuantityException exception)
        {
            var said = exception.InCurrency(Currencies.OfMessage(text, StatedCurrency.Of(result)));
            var mistake = new Diagnostic(Severity.Error, "--limit", 0, 0, "", said.Found, said.Allowed, said.Hint);
            result.AddError((mistake with { Excerpt = new Excerpt(text, said.Offset) }).ToString());
            return null;
        }
    }

    private static Option<double?> Share(string name, string example, string description) => new(name)
    {
        Description = description,
        HelpName = example,
        CustomParser = result =>
        {
            var share = NumberText.Share(Text(result));
            if (share is null)
            {
                result.AddError($"{name}: '{Text(result)}' is not a share; allowed: more than 0% and less than 100%, e.g. {example}.");
            }

            return share;
        },
    };

    private static decimal? Whole(ArgumentResult result, decimal least, decimal most)
    {
        var number = NumberText.Whole(Text(result));
        if (number is null || number < least || number > most)
        {
            var name = ((OptionResult)result.Parent!).Option.Name;
            result.AddError(FormattableString.Invariant(
                $"{name}: '{Text(result)}' is not allowed; write a whole number from {least:0} to {most:0}, e.g. 1000, 10k, 1M or 1e9."));
            return null;
        }

        return number;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
}
