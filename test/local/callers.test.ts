import { expect, it } from 'vitest';
import { functionCaller } from '../../src/local/callers';

it('gives each function a key of its own, in letters and digits', () => {
  const role = 'arn:aws:iam::000000000000:role/OrdersRole';
  const [first, second] = ['shop-orders_1', 'shop-orders-1'].map((name) => functionCaller({ name, role }));
  expect(first!.accessKeyId).toMatch(/^[A-Z0-9]{20}$/);
  expect(first!.accessKeyId).not.toBe(second!.accessKeyId);
  expect(first!.arn).toBe('arn:aws:sts::000000000000:assumed-role/OrdersRole/shop-orders_1');
});
