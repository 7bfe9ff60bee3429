using Territory.Feed;
using Territory.Hosting;

return await Start.RunAsync(args, async () =>
{
    var builder = new TerritoryBuilder("feed", args);
    builder.AddFeed();
    var app = builder.Build();
    app.MapFeed();
    await app.RunAsync();
});
