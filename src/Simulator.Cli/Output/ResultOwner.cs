using System.Security.Cryptography;
using System.Text;
using Simulator.Scenarios;

namespace Simulator.Cli.Output;

/// <summary>Whose results a folder contains.</summary>
/// <param name="Kind">What was done: run, compare, or sweep by what.</param>
/// <param name="Command">The command line as typed.</param>
/// <param name="Scenarios">The scenarios that took part, in order.</param>
internal sealed record ResultOwner(string Kind, string Command, IReadOnlyList<OwnedScenario> Scenarios)
{
    /// <summary>What stands for standard input in place of a file's name.</summary>
    public const string StandardInputName = "<stdin>";

    /// <summary>The owner of the results of some scenarios.</summary>
    public static ResultOwner Of(string kind, string command, IEnumerable<Scenario> scenarios) =>
        new(kind, command, [.. scenarios.Select(scenario => new OwnedScenario(scenario.Name, PathOf(scenario.File), HashOf(scenario)))]);

    /// <summary>
    /// Whether both are about the same: the same files, wherever their content has got to since, or files of the same
    /// content, wherever they were moved to. Names tell variations of one file apart.
    /// </summary>
    public bool IsSameAs(ResultOwner other) =>
        Kind == other.Kind && Scenarios.Count == other.Scenarios.Count && Scenarios.Zip(other.Scenarios).All(pair =>
            (pair.First.File == pair.Second.File || pair.First.Sha256 == pair.Second.Sha256) && (Scenarios.Count == 1 || pair.First.Name == pair.Second.Name));

    /// <summary>Whether both name the same files.</summary>
    public bool HasFilesOf(ResultOwner other) => Scenarios.Select(scenario => scenario.File).SequenceEqual(other.Scenarios.Select(scenario => scenario.File));

    /// <summary>Whether both were made from the same bytes.</summary>
    public bool HasContentOf(ResultOwner other) => Scenarios.Select(scenario => scenario.Sha256).SequenceEqual(other.Scenarios.Select(scenario => scenario.Sha256));

    /// <summary>Whether a scenario came from standard input, where no name tells one from another.</summary>
    public bool IsFromStandardInput => Scenarios.Any(scenario => scenario.File == StandardInputName);

    /// <summary>For messages.</summary>
    public override string ToString() => Scenarios.Count == 1
        ? $"'{Scenarios[0].Name}' ({Kind}, {Scenarios[0].File})"
        : $"'{Scenarios[0].Name}' and {Scenarios.Count - 1} more ({Kind}, {Scenarios[0].File})";

    private static string PathOf(string file) => file == StandardInputName ? file : Path.GetFullPath(file);

    // What a file extends is part of it.
    private static string HashOf(Scenario scenario) => scenario.Sources.Count <= 1
        ? scenario.Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', scenario.Sources.Select(source => source.Sha256)))));
}

/// <summary>A scenario whose results a folder contains.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Full path of its file; &lt;stdin&gt; for standard input.</param>
/// <param name="Sha256">Hash of the file and of what it extends, lower-case hexadecimal.</param>
internal sealed record OwnedScenario(string Name, string File, string Sha256);
