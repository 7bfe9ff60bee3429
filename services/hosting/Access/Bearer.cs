using Microsoft.AspNetCore.Http;

namespace Territory.Hosting.Access;

internal static class Bearer
{
    /// <summary>The bearer token of a request; null when it has none.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length > 7 ? header[7..].Trim() : null;
    }

    /// <summary>A JWT has two dots; a key has none.</summary>
    public static bool IsToken(string bearer) => bearer.Count(c => c == '.') == 2;
}
