using System.Globalization;
using System.Text;

namespace Territory.Client;

/// <summary>A path with the parameters that are set, escaped, independent of culture.</summary>
internal sealed class Query(string path)
{
    private readonly StringBuilder text = new(path);
    private char separator = '?';

    public Query With(string name, string? value)
    {
        if (value is null) return this;
        text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        separator = '&';
        return this;
    }

    public Query With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query WithFlag(string name, bool value) => With(name, value ? "true" : null);

    public override string ToString() => text.ToString();
}
