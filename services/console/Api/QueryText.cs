using System.Text;

namespace Territory.OperationsConsole.Api;

/// <summary>Query strings of addresses: members without a value are left out.</summary>
public static class QueryText
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in members)
            if (!string.IsNullOrWhiteSpace(value)) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value.Trim()));
        return text.ToString();
    }
}
