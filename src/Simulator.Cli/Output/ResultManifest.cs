using System.Text.Encodings.Web;
using System.Text.Json;

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

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

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
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            var scenarios = new List<OwnedScenario>();
            foreach (var scenario in root.GetProperty("scenarios").EnumerateArray())
            {
                scenarios.Add(new OwnedScenario(Text(scenario, "name"), FullPath(folder, Text(scenario, "file")), Text(scenario, "sha256")));
            }

            return new ResultManifest(
                new ResultOwner(Text(root, "kind"), Text(root, "command"), scenarios), Hashes(root, "files"), Hashes(root, "earlier"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Writes it in place of what a stream holds.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="folder">Its folder: a results folder that moves together with the scenarios still refers to them.</param>
    public void Write(FileStream stream, string folder)
    {
        stream.SetLength(0);
        stream.Position = 0;
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartObject();
            json.WriteString("kind", Owner.Kind);
            json.WriteString("command", Owner.Command);
            json.WriteStartArray("scenarios");
            foreach (var scenario in Owner.Scenarios)
            {
                json.WriteStartObject();
                json.WriteString("name", scenario.Name);
                json.WriteString("file", Path.IsPathFullyQualified(scenario.File) ? Path.GetRelativePath(Path.GetFullPath(folder), scenario.File) : scenario.File);
                json.WriteString("sha256", scenario.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteHashes(json, "files", Files);
            if (Earlier.Count > 0)
            {
                WriteHashes(json, "earlier", Earlier);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        stream.Flush(flushToDisk: true);
    }

    private static void WriteHashes(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, string> hashes)
    {
        json.WriteStartObject(key);
        foreach (var name in hashes.Keys.Order(StringComparer.Ordinal))
        {
            json.WriteString(name, hashes[name]);
        }

        json.WriteEndObject();
    }

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString() ?? "";

    private static string FullPath(string folder, string file) =>
        file == ResultOwner.StandardInputName ? file : Path.GetFullPath(file, Path.GetFullPath(folder));

    // A name with a folder in it would reach outside the folder.
    private static Dictionary<string, string> Hashes(JsonElement root, string key)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.TryGetProperty(key, out var files))
        {
            foreach (var file in files.EnumerateObject())
            {
                if (Path.GetFileName(file.Name) == file.Name && file.Name != FileName)
                {
                    hashes.TryAdd(file.Name, file.Value.GetString() ?? "");
                }
            }
        }

        return hashes;
    }
}
