using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Simulator.Presentation;

/// <summary>How every JSON document of the program is written: one encoder, keys in snake case, null for what is not a number.</summary>
internal static class JsonFormat
{
    /// <summary>
    /// Version of the documents that hold results: <c>format</c>, their first key. It changes when a key is taken away or means
    /// something else; a key that is added changes nothing for those who read the others.
    /// </summary>
    public const int Version = 1;

    /// <summary>Options for a serializer context of an assembly.</summary>
    /// <param name="isIndented">Whether a document takes a line for each value; else it stands in one line.</param>
    /// <remarks>The encoder escapes what JSON has to escape and nothing else: the documents are files, not parts of a web page.</remarks>
    public static JsonSerializerOptions Options(bool isIndented = true) => new JsonSerializerOptions
    {
        WriteIndented = isIndented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new NumberOrNull() },
    };

    /// <summary>Writes a document and ends its last line.</summary>
    /// <param name="stream">Where to; UTF-8.</param>
    /// <param name="document">The document.</param>
    /// <param name="type">Its metadata.</param>
    public static void Write<T>(Stream stream, T document, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(stream, document, type);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes a document and ends its last line.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="document">The document.</param>
    /// <param name="type">Its metadata.</param>
    public static void Write<T>(TextWriter writer, T document, JsonTypeInfo<T> type)
    {
        writer.Write(JsonSerializer.Serialize(document, type));
        writer.Write('\n');
    }

    /// <summary>A number with all its digits; null where it is NaN or infinite, for which JSON has no word.</summary>
    private sealed class NumberOrNull : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}

/// <summary>A document that holds results: it starts with the version of its format.</summary>
internal abstract record VersionedDocument
{
    /// <summary>Version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public int Format => JsonFormat.Version;
}
