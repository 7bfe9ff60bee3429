namespace Territory.Feed.Subscriptions;

/// <summary>
/// The tables of subscriptions. What a person sets, what delivering changes all the time, and the secrets lie apart; no
/// query that answers a GET touches the secrets.
/// </summary>
internal static class SubscriptionTables
{
    public const string All = $"""
        create table if not exists {FeedStore.Schema}.subscriptions (
          id text primary key, theatre text not null, name text not null, owner text not null, type text not null, url text, queue text unique,
          filter text not null, state text not null, state_reason text, created_at timestamptz not null);
        create index if not exists subscriptions_owner on {FeedStore.Schema}.subscriptions (owner, id);
        create table if not exists {FeedStore.Schema}.progress (
          subscription text primary key, cursor bigint not null, delivered bigint not null, term bigint not null default 1,
          deliveries bigint not null default 0, delivered_at timestamptz, attempts integer not null default 0, failing_since timestamptz,
          next_attempt_at timestamptz, reason text) with (fillfactor = 50);
        create table if not exists {FeedStore.Schema}.secrets (subscription text primary key, secret text not null, previous text, previous_until timestamptz);
        create table if not exists {FeedStore.Schema}.former_secrets (subscription text not null, secret text not null, until timestamptz not null);
        create index if not exists former_secrets_of on {FeedStore.Schema}.former_secrets (subscription);
        insert into {FeedStore.Schema}.former_secrets select subscription, previous, previous_until from {FeedStore.Schema}.secrets s
          where previous is not null and not exists (select 1 from {FeedStore.Schema}.former_secrets f where f.subscription = s.subscription and f.secret = s.previous);
        create table if not exists {FeedStore.Schema}.told (subscription text not null, change_id text not null, primary key (subscription, change_id));
        create table if not exists {FeedStore.Schema}.parked (
          subscription text not null, position bigint not null, previous bigint not null, event_id text not null, since timestamptz not null,
          parked_at timestamptz not null, attempts integer not null, reason text not null, retry boolean not null default false, primary key (subscription, position));
        create index if not exists parked_retry on {FeedStore.Schema}.parked (subscription) where retry;
        create table if not exists {FeedStore.Schema}.subscription_acts (
          id bigserial primary key, subscription text not null, at timestamptz not null, who text not null, act text not null, detail text);
        create index if not exists subscription_acts_of on {FeedStore.Schema}.subscription_acts (subscription, id);
        """;
}
