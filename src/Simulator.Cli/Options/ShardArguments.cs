using System.CommandLine;
using Simulator.Cli.Execution;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Options;

/// <summary>The options that split a study into parts: to draw one of them, or all of them one after the other.</summary>
internal sealed class ShardArguments
{
    /// <summary>Name of the option that draws one part.</summary>
    public const string Name = "--shard";

    private readonly Option<Part?> _shard = new(Name)
    {
        Description = "Draw only part I of N equal parts, e.g. on one of N machines, and write it as a file that 'simulator merge' combines with the others.",
        HelpName = "I/N",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            var numbers = text.Split('/');
            if (numbers.Length == 2 && NumberText.Whole(numbers[0]) is { } number && NumberText.Whole(numbers[1]) is { } of
                && of <= Part.Most && number >= 1 && number <= of)
            {
                return new Part((int)number, (int)of);
            }

            result.AddError(FormattableString.Invariant(
                $"--shard: '{text}' is not allowed; write I/N for part I of N, with I from 1 to N and N up to {Part.Most:N0}, e.g. 3/8."));
            return null;
        },
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Keep what is drawn in parts, and continue where the same command with --resume was interrupted; with --shard, do not draw a part that is there.",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [_shard, _resume];

    /// <summary>The part that is to be drawn; null for all.</summary>
    public Part? PartOf(ParseResult parsed) => parsed.GetValue(_shard);

    /// <summary>Whether what was drawn before is used.</summary>
    public bool Resumes(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>Lets a command that cannot be split say so, and what to do instead.</summary>
    public static void RefuseAll(Command command, string why)
    {
        foreach (var name in new[] { "--shard", "--resume" })
        {
            var option = new Option<string?>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
            command.Add(option);
            command.Validators.Add(result =>
            {
                if (result.GetResult(option) is { Implicit: false })
                {
                    result.AddError($"{name} cannot be used with {command.Name}: {why}");
                }
            });
        }
    }

    /// <summary>Refuses options that have no meaning for a part, or for a study that is continued.</summary>
    /// <param name="command">The command.</param>
    /// <param name="wholeOnly">Options that cannot be used with --shard.</param>
    /// <param name="openEnded">Options that cannot be used with --resume: they end a study at an unknown sample.</param>
    public void Refuse(Command command, IReadOnlyList<Option> wholeOnly, IReadOnlyList<Option> openEnded) => command.Validators.Add(result =>
    {
        if (result.GetResult(_shard) is { Implicit: false })
        {
            foreach (var option in wholeOnly.Where(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError($"{option.Name} cannot be used with --shard: {PartRun.WhyNot(option.Name)}");
            }
        }
        else if (result.GetResult(_resume) is { Implicit: false })
        {
            foreach (var option in openEnded.Where(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError($"{option.Name} cannot be used with --resume, which draws a stated number of samples; use --samples.");
            }
        }
    });
}
