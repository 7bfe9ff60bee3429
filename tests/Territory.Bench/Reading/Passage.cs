using System.Text.Json;
using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Bench.Reading;

/// <summary>An annotated passage: what a careful person reads in it.</summary>
/// <param name="RefDate">Its day of publication.</param>
/// <param name="Trap">What makes it hard, one word or two; passages with the same trap are counted together.</param>
/// <param name="AlsoOk">Facts that one may read in it or not: neither right nor wrong.</param>
public sealed record Passage(string Id, string? Lang, string Text, [property: JsonPropertyName("ref_date")] string RefDate, IReadOnlyList<Expected> Expected, string? Trap, string? Note,
    [property: JsonPropertyName("also_ok")] IReadOnlyList<Expected>? AlsoOk = null)
{
    /// <summary>The passages of the files, one JSON object a line.</summary>
    /// <exception cref="FormatException">A line is no passage; the message names file, line and what was expected.</exception>
    public static IReadOnlyList<Passage> Load(IEnumerable<string> files) => [.. files.SelectMany(Lines)];

    private static IEnumerable<Passage> Lines(string file) =>
        File.ReadLines(file).Select((text, i) => (text, number: i + 1)).Where(l => l.text.Length > 0).Select(l => Parse(l.text, file, l.number));

    private static Passage Parse(string line, string file, int number)
    {
        try
        {
            var passage = JsonSerializer.Deserialize<Passage>(line, ContractJson.Options);
            if (passage is { Id: not null, Text: not null, RefDate: not null, Expected: not null }) return passage;
        }
        catch (JsonException fault)
        {
            throw new FormatException($"{file}, line {number}: {fault.Message} Expected an object with id, text, ref_date and expected.", fault);
        }
        throw new FormatException($"{file}, line {number}: expected an object with id, text, ref_date and expected.");
    }
}

/// <summary>One fact a passage tells.</summary>
/// <param name="Pcode">Code of the area; empty or null = a place without a code in <paramref name="Adm1"/>.</param>
/// <param name="AltKinds">Kinds that are right too.</param>
/// <param name="With">Those beside <paramref name="To"/>, when it is shared or contested among several.</param>
/// <param name="Alternatives">Whole readings that are right too.</param>
public sealed record Expected(string? Pcode, string? Adm1, string? From, string? To, ClaimKind Kind, string? Date,
    [property: JsonPropertyName("alt_kinds")] IReadOnlyList<ClaimKind>? AltKinds, IReadOnlyList<Alternative>? Alternatives, IReadOnlyList<string>? With = null);

/// <summary>Another reading of the same words.</summary>
public sealed record Alternative(string Pcode, string? To, ClaimKind Kind);
