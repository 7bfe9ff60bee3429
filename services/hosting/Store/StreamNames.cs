using System.Text;

namespace Territory.Hosting.Store;

/// <summary>The streams somebody reads, by number; a name is found by the bytes it comes as. Never changes, so any number may look.</summary>
internal sealed class StreamNames
{
    private readonly IReadOnlyList<string> names;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numbers;

    public StreamNames(IReadOnlyList<string> names)
    {
        this.names = names;
        numbers = names.Index().ToDictionary(stream => stream.Item, stream => stream.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name(int number) => names[number];

    /// <summary>Of a name in UTF-8; -1 when nobody reads that stream.</summary>
    public int Number(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[256];
        if (name.Length > text.Length) text = new char[name.Length];
        return numbers.TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out var number) ? number : -1;
    }
}
