using System.Text.Json;
using Simulator.Presentation;

namespace Simulator.Cli.Output;

/// <summary>The files that a run has written into a folder, so that the next run can recognize them.</summary>
/// <param name="Owner">Whose results they are.</param>
/// <param name="Files">Hash of each file by its name.</param>
/// <param name="Earlier">Files of the run before, while they are being replaced: empty in a folder that is complete.</param>
internal sealed record ResultManifest(ResultOwner Owner, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> Earlier)
{
    /// <summary>Name of the file that holds it.</summary>
    public const string FileName = "manifest.json";

    private const int LargestFile = 1 << 20;

    /// <summary>Whether a file of a folder is as a run has left it.</summary>
    public bool IsOwn(string name, string hash) => Files.GetValueOrDefault(name) == hash || Earlier.GetValueOrDefault(name) == hash;

    /// <summary>The manifest of a folder; null if there is none, or none that can be read.</summary>
    public static ResultManifest? Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Read(stream, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a manifest; null if it is not one.</summary>
    /// <param name="stream">Where it stands.</param>
    /// <param name="folder">Its folder, which paths in it are relative to.</param>
    public static ResultManifest? Read(Stream stream, string folder)
    {
        if (stream.Length is 0 or > LargestFile)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(stream, CommandLineJson.Documents.JsonManifest) is { Format: null or JsonFormat.Version } manifest
                ? new ResultManifest(
                    new ResultOwner(
                        manifest.Kind, manifest.Command, [.. manifest.Scenarios.Select(scenario => scenario with { File = FullPath(folder, scenario.File) })]),
                    Hashes(manifest.Files), Hashes(manifest.Earlier))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes it to a file that is not read yet.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="folder">The folder that it is for: a results folder that moves together with the scenarios still refers to them.</param>
    public void Write(string path, string folder)
    {
        var scenarios = Owner.Scenarios.Select(scenario => scenario with
        {
            File = Path.IsPathFullyQualified(scenario.File) ? Path.GetRelativePath(Path.GetFullPath(folder), scenario.File) : scenario.File,
        });
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        JsonFormat.Write(
            stream, new JsonManifest(Owner.Kind, Owner.Command, [.. scenarios], Sorted(Files), Earlier.Count > 0 ? Sorted(Earlier) : null) { Format = JsonFormat.Version },
            CommandLineJson.Documents.JsonManifest);
        stream.Flush(flushToDisk: true);
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> hashes) => new(hashes.ToDictionary(), StringComparer.Ordinal);

    private static string FullPath(string folder, string file) =>
        file == ResultOwner.StandardInputName ? file : Path.GetFullPath(file, Path.GetFullPath(folder));

    // A name with a folder in it would reach outside the folder.
    private static Dictionary<string, string> Hashes(SortedDictionary<string, string>? hashes) => (hashes ?? [])
        .Where(file => Path.GetFileName(file.Key) == file.Key && file.Key != FileName).ToDictionary(StringComparer.Ordinal);
}
