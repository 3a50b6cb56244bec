using System.CommandLine;
using System.CommandLine.Parsing;

namespace Simulator.Cli.Options;

/// <summary>Files that a command line names for writing: each its own, none that is read, none of a set of results.</summary>
internal static class FilesApart
{
    private const string File = "FILE";

    private static readonly string[] Scenarios = [".yaml", ".yml", ".json"];

    // What a set of results consists of, beside charts; it is written as a whole.
    private static readonly string[] Results =
    [
        "manifest.json", "report.html", "summary.json", "summary.csv", "sensitivity.csv", "comparison.json", "comparison.csv", "sheet.csv", "sweep.json", "sweep.csv",
        "schedule.json", "schedule.csv",
    ];

    /// <summary>Adds an error for each file that would replace another of the same command line.</summary>
    /// <param name="result">The command with its options and arguments.</param>
    public static void Check(CommandResult result)
    {
        var read = result.Command.Arguments.SelectMany(argument => result.GetResult(argument)?.Tokens ?? []).Select(token => token.Value).ToList();
        var folder = Named(result, option => option.HelpName == "DIR" && option.Name == "--out").Select(one => one.Path).FirstOrDefault();
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (option, path) in Named(result, option => option.HelpName == File))
        {
            if (Full(path) is not { } full)
            {
                continue;
            }

            if (!written.TryAdd(full, option))
            {
                result.AddError($"{option}: found '{path}', which {written[full]} names too; allowed: another file.");
            }
            else if (read.Exists(one => IsRead(one, full)))
            {
                result.AddError($"{option}: found '{path}', which the command reads; allowed: another file.");
            }
            else if (folder is not null && Full(folder) == Path.GetDirectoryName(full) && Results.Contains(Path.GetFileName(full), StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"{option}: found '{path}', a file of the results in --out; allowed: another name or folder.");
            }
        }
    }

    private static bool IsRead(string argument, string full) => System.IO.File.Exists(full) && Full(argument) is { } read
        && (read == full || (read == Path.GetDirectoryName(full) && Scenarios.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase)));

    private static IEnumerable<(string Option, string Path)> Named(CommandResult result, Func<Option, bool> isWanted) => result.Command.Options.Where(isWanted)
        .SelectMany(option => (result.GetResult(option)?.Tokens ?? []).Select(token => (option.Name, token.Value)));

    private static string? Full(string path)
    {
        try
        {
            return path is "" or "-" ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (ArgumentException)
        {
            return null; // reported elsewhere
        }
    }
}
