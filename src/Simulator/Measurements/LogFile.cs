using System.Security.Cryptography;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>A log as it was read.</summary>
/// <param name="Name">Its path, or the name that stands for standard input.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record LogFile(string Name, byte[] Bytes)
{
    // A column of a million powers takes some 50 MB.
    private const long LargestFile = 1L << 30;

    /// <summary>SHA-256 of the content, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScenarioException">It is missing, empty, larger than 1 GB, or cannot be read.</exception>
    public static LogFile Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                throw Mistake(path, 0, "", Directory.Exists(path) ? "a folder" : "no such file", "a log file, or - for standard input");
            }

            if (new FileInfo(path).Length > LargestFile)
            {
                throw Mistake(path, 0, "", "a file of more than 1 GB", "at most 1 GB", "log less often, or keep the columns of time, card and power");
            }

            // Opening a pipe would wait for a writer, and a device may never end.
            if (PlainFile.HasNoContent(path))
            {
                throw Mistake(path, 0, "", "an empty file, or one that is not a plain file", "a log with rows; - reads standard input");
            }

            using var stream = File.OpenRead(path);
            return Of(path, PlainFile.ReadAll(stream, LargestFile));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Mistake(path, 0, "", $"a file that cannot be read ({exception.Message})", "a log file that can be read");
        }
    }

    /// <summary>A log that was read elsewhere, such as standard input.</summary>
    /// <exception cref="ScenarioException">It is empty.</exception>
    public static LogFile Of(string name, byte[] bytes) =>
        bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0 ? throw Mistake(name, 0, "", "an empty file", "a log with rows") : new LogFile(name, bytes);

    /// <summary>What is wrong in a line of this file.</summary>
    internal ScenarioException Mistake(long line, string column, string found, string allowed, string? hint = null) =>
        Mistake(Name, line, column, found, allowed, hint);

    /// <summary>What is wrong in a cell of this file, which is described and not quoted.</summary>
    /// <param name="line">Its line, from 1; 0 where the file has none.</param>
    /// <param name="index">Index of its column, from 0; -1 where the file has none.</param>
    /// <param name="column">The column as the user or the format names it.</param>
    /// <param name="cell">Its text.</param>
    /// <param name="allowed">What is allowed there.</param>
    /// <param name="hint">What to do about it.</param>
    internal ScenarioException Mistake(long line, int index, string column, string cell, string allowed, string? hint = null) =>
        Mistake(Name, line, column, index < 0 ? Contents.Of(cell) : $"{Contents.Of(cell)} {Contents.In(index)}", allowed, hint);

    internal static ScenarioException Mistake(string file, long line, string column, string found, string allowed, string? hint = null) =>
        new([new Diagnostic(Severity.Error, file, (int)line, 1, column, found, allowed, hint)]);
}
