using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Territory.Hosting.Http;

namespace Territory.Hosting.Access;

/// <summary>
/// How much one key or session may ask, and how often one address may try a key. Generous for a program that works, closed
/// for one that runs wild; our own services are not counted.
/// </summary>
internal static class Rates
{
    private const int Burst = 2000;
    private const int PerSecond = 500;
    private const int SignInsPerMinute = 20;

    public static void AddRates(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Choose);
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}" : "1";
            await Refusal.Of(StatusCodes.Status429TooManyRequests, "Too many requests", $"A key or session may ask {PerSecond} times a second; wait as long as Retry-After says.", []).ExecuteAsync(context.HttpContext);
        };
    });

    private static RateLimitPartition<string> Choose(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "nowhere";
        if (!context.Request.Path.StartsWithSegments("/api")) return RateLimitPartition.GetNoLimiter("pages");
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path == "/api/session")
            return RateLimitPartition.GetFixedWindowLimiter("sign-in " + address, _ => new() { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) });
        var who = context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : "nobody at " + address;
        return who.StartsWith(ServiceTokens.ServicePrefix, StringComparison.Ordinal)
            ? RateLimitPartition.GetNoLimiter("services")
            : RateLimitPartition.GetTokenBucketLimiter(who, _ => new() { TokenLimit = Burst, TokensPerPeriod = PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true });
    }
}
