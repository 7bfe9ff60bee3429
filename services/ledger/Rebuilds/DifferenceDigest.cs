using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>
/// A difference as a number, by which one that was shown is known again: the row's key, and the values of the columns that are not
/// the same. What both sides write to the row meanwhile makes it no other difference.
/// </summary>
internal static class DifferenceDigest
{
    public static long Of(ViewTable table, JsonElement? live, JsonElement? rebuilt)
    {
        var (row, said) = ((rebuilt ?? live)!.Value, new StringBuilder(table.Name));
        foreach (var key in table.Key) said.Append('\n').Append(Value(row, key));
        if (live is not { } was) return Of(said.Append("\nno live row").ToString());
        foreach (var column in was.EnumerateObject().Select(member => member.Name).Where(column => rebuilt is not { } now || Value(now, column) != Value(was, column)))
            said.Append('\n').Append(column).Append('\n').Append(Value(was, column)).Append('\n').Append(rebuilt is { } now ? Value(now, column) : "no rebuilt row");
        return Of(said.ToString());
    }

    public static long Of(string sentence) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(sentence)));

    private static string Value(JsonElement row, string column) => row.TryGetProperty(column, out var value) ? value.GetRawText() : "";
}
