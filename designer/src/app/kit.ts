import { ElOption as KitOption, ElSelect as KitSelect } from 'element-plus'
import type { Component } from 'vue'

// The kit's types of these two give a prop's declaration where its value belongs, so a template cannot be checked against them.
export const ElSelect = KitSelect as unknown as Component
export const ElOption = KitOption as unknown as Component
